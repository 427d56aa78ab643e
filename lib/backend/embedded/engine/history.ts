import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { replacedSteps } from '@/lib/run/replaced-steps'
import type { ChatCall, ChatTurn } from '../models/model'
import { countTokens, countTurnTokens } from '../models/tokens'

/** The ids of the steps that say nothing to a model, and of their messages: replaced, or half written and to be. */
export function unsaidIn(steps: readonly Step[]): ReadonlySet<string> {
  const replaced = replacedSteps(steps)
  return new Set(
    steps
      .filter(({ id, status }) => status === 'in_progress' || replaced.has(id))
      .flatMap(({ id, step_details: details }) =>
        details.type === 'message_creation' ? [id, details.message_creation.message_id] : [id],
      ),
  )
}

/**
 * The conversation as the model reads it, oldest first. A run's answered calls stand before the message that was
 * written after them; those of the run at work stand last. Calls that never got an output are left out.
 */
export function turnsOf(run: Run, messages: readonly Message[], steps: readonly Step[]): readonly ChatTurn[] {
  const callsBefore = callsByMessage(steps)
  const turns = messages.flatMap((message): ChatTurn[] => {
    const calls = callsBefore.get(message.id) ?? []
    const isEmpty = message.content.length === 0
    return isEmpty ? calls : [...calls, { role: message.role, content: message.content }]
  })
  return [...turns, ...callsAfterLastMessage(run, steps)]
}

const callTurnOf = (step: Step): ChatTurn[] => {
  if (step.status !== 'completed' || step.step_details.type !== 'tool_calls') return []
  const calls = step.step_details.tool_calls.flatMap((call): ChatCall[] =>
    call.type === 'function' && call.function.output !== null
      ? [{ id: call.id, name: call.function.name, arguments: call.function.arguments, output: call.function.output }]
      : [],
  )
  return calls.length > 0 ? [{ role: 'calls', calls }] : []
}

function callsByMessage(steps: readonly Step[]) {
  const waiting = new Map<string, ChatTurn[]>()
  const byMessage = new Map<string, ChatTurn[]>()
  for (const step of steps) {
    const calls = waiting.get(step.run_id) ?? []
    if (step.step_details.type === 'message_creation') {
      byMessage.set(step.step_details.message_creation.message_id, calls)
      waiting.delete(step.run_id)
    } else {
      waiting.set(step.run_id, [...calls, ...callTurnOf(step)])
    }
  }
  return byMessage
}

function callsAfterLastMessage(run: Run, steps: readonly Step[]) {
  const own = steps.filter((step) => step.run_id === run.id)
  const lastMessage = own.findLastIndex((step) => step.type === 'message_creation')
  return own.slice(lastMessage + 1).flatMap(callTurnOf)
}

/** Drops the oldest turns until the prompt fits; the newest user turn and all that follows it always stay. */
export function fitTurns(instructions: string, turns: readonly ChatTurn[], limit: number | null): readonly ChatTurn[] {
  if (limit === null) return turns
  const needed = turns.findLastIndex((turn) => turn.role === 'user')
  const sizes = turns.map(countTurnTokens)
  let size = sizes.reduce((sum, each) => sum + each, countTokens(instructions))
  let first = 0
  while (size > limit && first < needed) size -= sizes[first++] ?? 0
  return turns.slice(first)
}
