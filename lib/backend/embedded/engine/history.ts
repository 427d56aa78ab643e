import { setImmediate as immediate } from 'node:timers/promises'
import type { Message } from '@/lib/protocol/message'
import type { StepNote } from '@/lib/protocol/playground'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import { replacedSteps } from '@/lib/run/replaced-steps'
import { countTokens } from '@/lib/run/tokens'
import type { ChatCall, ChatTurn } from '@/lib/backend/models/model'
import { countInPieces } from '@/lib/backend/models/count-in-pieces'

/** So many messages are made turns of before others are let in. */
const MESSAGES_AT_ONCE = 1_000

/**
 * The conversation as the model reads it, oldest first. A run's answered calls stand before the message that was
 * written after them. Calls that never got an output are left out.
 */
export async function turnsOf(messages: readonly Message[], steps: readonly Step[]): Promise<readonly ChatTurn[]> {
  const callsBefore = callsByMessage(steps)
  const turns: ChatTurn[] = []
  for (const [index, message] of messages.entries()) {
    if (index > 0 && index % MESSAGES_AT_ONCE === 0) await immediate()
    turns.push(...(callsBefore.get(message.id) ?? []), ...turnOfMessage(message))
  }
  return turns
}

/** What the run at work has said and was given so far, in its order, each with the reasoning it came with. */
export function ownTurnsOf({
  messages,
  steps,
  notes,
}: Pick<RunView, 'messages' | 'steps' | 'notes'>): readonly ChatTurn[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const replaced = replacedSteps(steps)
  return steps.flatMap((step) => {
    // What was half written when the server stopped is about to be replaced.
    if (step.status === 'in_progress' || replaced.has(step.id)) return []
    const note = notes[step.id]
    if (step.step_details.type !== 'message_creation') return withReasoning(turnOfCalls(step), note)
    const message = byId.get(step.step_details.message_creation.message_id)
    return message ? withReasoning(turnOfMessage(message), note) : []
  })
}

const reasoned = new WeakMap<StepNote, readonly ChatTurn[]>()

/** The same turns for the same note, whose size is known then. */
function withReasoning(turns: readonly ChatTurn[], note: StepNote | undefined): readonly ChatTurn[] {
  const { field = null, text = '', details } = note?.reasoning ?? {}
  if (note === undefined || (field === null && !details)) return turns
  const reasoning = { field, text, ...(details && { details }) }
  const known = reasoned.get(note)
  if (known) return known
  const made = turns.map((turn): ChatTurn => (turn.role === 'user' ? turn : { ...turn, reasoning }))
  reasoned.set(note, made)
  return made
}

/** Objects never change: one that is seen again, each turn of a long run, makes the same turn, whose size is known. */
function remembered<T extends object>(make: (object: T) => readonly ChatTurn[]) {
  const made = new WeakMap<T, readonly ChatTurn[]>()
  return (object: T) => {
    const turns = made.get(object) ?? make(object)
    made.set(object, turns)
    return turns
  }
}

export const turnOfMessage = remembered<Message>(({ role, content }) => (content.length > 0 ? [{ role, content }] : []))

const turnOfCalls = remembered<Step>(({ status, step_details: details }) => {
  if (status !== 'completed' || details.type !== 'tool_calls') return []
  const calls = details.tool_calls.flatMap((call): ChatCall[] =>
    call.type === 'function' && call.function.output !== null
      ? [{ id: call.id, name: call.function.name, arguments: call.function.arguments, output: call.function.output }]
      : [],
  )
  return calls.length > 0 ? [{ role: 'calls', calls }] : []
})

function callsByMessage(steps: readonly Step[]) {
  const waiting = new Map<string, ChatTurn[]>()
  const byMessage = new Map<string, ChatTurn[]>()
  for (const step of steps) {
    const calls = waiting.get(step.run_id) ?? []
    if (step.step_details.type === 'message_creation') {
      byMessage.set(step.step_details.message_creation.message_id, calls)
      waiting.delete(step.run_id)
    } else {
      calls.push(...turnOfCalls(step))
      waiting.set(step.run_id, calls)
    }
  }
  return byMessage
}

interface Fitted {
  readonly turns: readonly ChatTurn[]
  /** Instructions and turns, in tokens. */
  readonly size: number
}

/** Drops the oldest turns until the prompt fits; the newest user turn and all that follows it always stay. */
export async function fitTurns(instructions: string, turns: readonly ChatTurn[], limit: number): Promise<Fitted> {
  const needed = turns.findLastIndex((turn) => turn.role === 'user')
  const sizes = await countInPieces(turns)
  let size = sizes.reduce((sum, each) => sum + each, countTokens(instructions))
  let first = 0
  while (size > limit && first < needed) size -= sizes[first++] ?? 0
  return { turns: turns.slice(first), size }
}
