import { setImmediate as immediate } from 'node:timers/promises'
import type { Message } from '@/lib/protocol/message'
import type { StepNote } from '@/lib/protocol/playground'
import type { CodeOutput, Step, ToolCall } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import { callsOf } from '@/lib/run/hosted-calls'
import { replacedSteps } from '@/lib/run/replaced-steps'
import { countTokens } from '@/lib/run/tokens'
import { byId } from '@/lib/run/by-id'
import type { ChatCall, ChatTurn } from '@/lib/backend/models/model'
import { countInPieces } from '@/lib/backend/models/count-in-pieces'
import { remembered } from '@/lib/backend/models/remembered'

/** So many messages are made turns of before others are let in. */
const MESSAGES_AT_ONCE = 1_000

/** What models read of files in the place of their bytes: their names, by their ids. */
export type FileNames = ReadonlyMap<string, string>

/**
 * The conversation as the model reads it, oldest first. A run's answered calls stand before the message that was
 * written after them. Calls that never got an output are left out, and so is what earlier runs have searched for.
 */
export async function turnsOf(
  messages: readonly Message[],
  steps: readonly Step[],
  fileNames: FileNames = new Map(),
): Promise<readonly ChatTurn[]> {
  const callsBefore = callsByMessage(steps)
  const turns: ChatTurn[] = []
  for (const [index, message] of messages.entries()) {
    if (index > 0 && index % MESSAGES_AT_ONCE === 0) await immediate()
    turns.push(...(callsBefore.get(message.id) ?? []), ...turnOfMessage(withAttached(message, fileNames)))
  }
  return turns
}

/** The model is told of attached files in words; what they say it learns by its tools. */
function withAttached(message: Message, fileNames: FileNames): Message {
  if (!message.attachments?.length) return message
  const files = message.attachments.map(({ file_id, tools = [] }) => {
    const name = fileNames.get(file_id)
    const known = [...(name === undefined ? [] : [file_id]), ...tools.map(({ type }) => type)].join(', ')
    return `${name ?? file_id}${known && ` (${known})`}`
  })
  const value = `Attached files: ${files.join('; ')}`
  return { ...message, content: [...message.content, { type: 'text', text: { value, annotations: [] } }] }
}

type Own = Pick<RunView, 'messages' | 'steps' | 'notes'>

/**
 * Gives what the run at work has said and was given so far, in its order, each with the reasoning it came with. A step
 * that others have followed does not change any more: while the run goes on it is looked at once.
 */
export function createOwnTurns() {
  const followed: ChatTurn[] = []
  let count = 0
  return ({ messages, steps, notes }: Own): readonly ChatTurn[] => {
    const rest = steps.slice(count)
    // Each step has written one message at most, in the same order.
    const newest = messages.slice(Math.max(0, messages.length - rest.length))
    const turns = turnsByStep({ messages: newest, steps: rest, notes })
    for (const each of turns.slice(0, -1)) followed.push(...each)
    count += Math.max(0, turns.length - 1)
    return followed.concat(turns.at(-1) ?? [])
  }
}

function turnsByStep({ messages, steps, notes }: Own): readonly (readonly ChatTurn[])[] {
  const known = new Map(messages.map((message) => [message.id, message]))
  const replaced = replacedSteps(steps)
  return steps.map((step) => {
    // What was half written when the server stopped is about to be replaced.
    if (step.status === 'in_progress' || replaced.has(step.id)) return []
    const note = byId(notes, step.id)
    if (step.step_details.type !== 'message_creation') return withReasoning(turnOfOwnCalls(step, note), note)
    const message = known.get(step.step_details.message_creation.message_id)
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

export const turnOfMessage = remembered(({ role, content }: Message): readonly ChatTurn[] =>
  content.length > 0 ? [{ role, content }] : [],
)

const turnOfCalls = remembered((step: Step) => turnOf(step, callsOf(step).flatMap(toChatCall)))

const own = new WeakMap<Step, readonly ChatTurn[]>()

/** What the run itself has asked of hosted tools goes back as it was written, with what the tools have answered. */
function turnOfOwnCalls(step: Step, note: StepNote | undefined): readonly ChatTurn[] {
  const known = own.get(step)
  if (known) return known
  const noted = new Map(note?.hosted?.calls.map((call) => [call.id, call]))
  const calls = callsOf(step).flatMap((call): readonly ChatCall[] => {
    const {
      id,
      name,
      arguments: written,
      output,
    } = noted.get(call.id) ?? { id: '', name: '', arguments: '', output: null }
    return output === null ? toChatCall(call) : [{ id, name, arguments: written, output, ...picturesOf(call) }]
  })
  const turns = turnOf(step, calls)
  own.set(step, turns)
  return turns
}

const turnOf = ({ status }: Step, calls: readonly ChatCall[]): readonly ChatTurn[] =>
  status === 'completed' && calls.length > 0 ? [{ role: 'calls', calls }] : []

function toChatCall(call: ToolCall): readonly ChatCall[] {
  const { id } = call
  switch (call.type) {
    case 'function': {
      const { name, arguments: written, output } = call.function
      return output === null ? [] : [{ id, name, arguments: written, output }]
    }
    case 'code_interpreter': {
      const { input, outputs } = call.code_interpreter
      const output = outputs.flatMap(inWords)
      const said = { id, name: call.type, arguments: JSON.stringify({ code: input }), output: output.join('\n') }
      return [{ ...said, ...picturesOf(call) }]
    }
    case 'file_search':
      return []
    default:
      // Of another service, from which it was imported.
      call satisfies never
      return []
  }
}

function picturesOf(call: ToolCall): Pick<ChatCall, 'pictures'> {
  if (call.type !== 'code_interpreter') return {}
  const pictures = call.code_interpreter.outputs.flatMap((output) => (output.type === 'image' ? [output.image] : []))
  return pictures.length > 0 ? { pictures: pictures.map(({ file_id }) => ({ file_id })) } : {}
}

const inWords = (output: CodeOutput) => {
  if (output.type === 'logs') return [output.logs]
  return output.type === 'image' ? [`(picture ${output.image.file_id})`] : []
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
