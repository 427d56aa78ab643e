// Turns a model's chunks into the wire's events: one open step and one open message at a time, ids once.
import type { ContentPartDelta, NoteEvent, RunEvent, StreamEvent, ToolCallDelta } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Run, Usage } from '@/lib/protocol/run'
import type { Step, StepDetails } from '@/lib/protocol/step'
import { patchMessage, patchStep } from '@/lib/run/delta'
import { costOfUsage } from '@/lib/run/cost'
import { move } from '@/lib/run/machine'
import type { Ids } from '@/lib/backend/ids'
import type { ModelPrice } from '@/lib/protocol/model-settings'
import type { CountedTokens, ModelChunk } from '@/lib/backend/models/model'
import { completeMessage, completeStep, newAnswer, newStep } from '@/lib/run/run-objects'
import { addUsage, noUsage } from '@/lib/run/usage'

export interface TurnOptions {
  /** The run, in progress. */
  readonly run: Run
  readonly ids: Ids
  /** Unix seconds. */
  readonly now: () => number
  /** What earlier turns of the run have used. */
  readonly usedBefore: Usage
  /** Ids of calls of earlier turns: some models count theirs from zero each turn. */
  readonly takenCallIds: ReadonlySet<string>
  /** What the model's tokens cost at this moment. */
  readonly price?: ModelPrice | undefined
  /** The model is of an endpoint: what that does not count was estimated. */
  readonly isRemote?: boolean
}

type Finish = Extract<ModelChunk, { type: 'finish' }>

type Open =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'message'; readonly step: Step; readonly message: Message }
  | { readonly kind: 'calls'; readonly step: Step; readonly positions: ReadonlyMap<number, number> }

/** One turn of one run, and what of it stands open. */
interface Turn extends TurnOptions {
  open: Open
  /** The id of the step that begins next, where a note of it was written already. */
  nextStepId: string | undefined
}

export type TurnWriter = ReturnType<typeof createTurnWriter>

/** `write` takes the model's chunks in order and says the events they make; `finish` closes the turn. */
export function createTurnWriter(options: TurnOptions) {
  const turn: Turn = { ...options, open: { kind: 'nothing' }, nextStepId: undefined }
  return {
    *write(chunk: Exclude<ModelChunk, { type: 'finish' }>): Generator<RunEvent> {
      if (chunk.type === 'reasoning' || chunk.type === 'adapted') yield noteOf(turn, chunk)
      else if (chunk.type === 'call') yield* writeCall(turn, chunk)
      else if (chunk.text) yield* writeText(turn, chunk)
    },
    finish: (chunk: Finish) => finish(turn, chunk),
  }
}

/** What a step's notes say beside the protocol. */
function noteOf(turn: Turn, chunk: Extract<ModelChunk, { type: 'reasoning' | 'adapted' }>): NoteEvent {
  const step_id = stepIdOf(turn)
  if (chunk.type === 'reasoning') {
    const { type: _type, ...thought } = chunk
    const data = { object: 'playground.reasoning.delta', step_id, ...thought } as const
    return { event: data.object, data }
  }
  const { left_out, without } = chunk
  const data = { object: 'playground.request.adapted', step_id, left_out, without } as const
  return { event: data.object, data }
}

/** The step that is being written, or the next one. */
function stepIdOf(turn: Turn): string {
  if (turn.open.kind !== 'nothing') return turn.open.step.id
  return (turn.nextStepId ??= turn.ids('step_'))
}

function beginStep(turn: Turn, details: StepDetails, seconds: number): Step {
  const id = turn.nextStepId ?? turn.ids('step_')
  turn.nextStepId = undefined
  return newStep(turn.run, details, { id, seconds })
}

function* openMessage(turn: Turn): Generator<StreamEvent> {
  const { run, ids } = turn
  const seconds = turn.now()
  const message = newAnswer(run, { id: ids('msg_'), seconds })
  const details = { type: 'message_creation', message_creation: { message_id: message.id } } as const
  const step = beginStep(turn, details, seconds)
  turn.open = { kind: 'message', step, message }
  yield { event: 'thread.run.step.created', data: step }
  yield { event: 'thread.run.step.in_progress', data: step }
  yield { event: 'thread.message.created', data: message }
  yield { event: 'thread.message.in_progress', data: message }
}

function* openCalls(turn: Turn): Generator<StreamEvent> {
  if (turn.open.kind === 'message') yield* closeMessage(turn, turn.open, { usage: noUsage })
  const step = beginStep(turn, { type: 'tool_calls', tool_calls: [] }, turn.now())
  turn.open = { kind: 'calls', step, positions: new Map() }
  yield { event: 'thread.run.step.created', data: step }
  yield { event: 'thread.run.step.in_progress', data: step }
}

function* writeText(turn: Turn, { type, text }: { type: 'text' | 'refusal'; text: string }): Generator<StreamEvent> {
  // A chat completion's text and calls are two fields without an order; what comes after calls has no step to stand in.
  if (turn.open.kind === 'calls') return
  if (turn.open.kind === 'nothing') yield* openMessage(turn)
  const { open } = turn
  if (open.kind !== 'message') return
  const { message } = open
  const isNew = message.content.at(-1)?.type !== type
  const index = isNew ? message.content.length : message.content.length - 1
  const part: ContentPartDelta =
    type === 'refusal'
      ? { index, type, refusal: text }
      : { index, type, text: { value: text, ...(isNew && { annotations: [] }) } }
  const data = { id: message.id, object: 'thread.message.delta', delta: { content: [part] } } as const
  turn.open = { ...open, message: patchMessage(message, data) }
  yield { event: 'thread.message.delta', data }
}

function* writeCall(turn: Turn, chunk: Extract<ModelChunk, { type: 'call' }>): Generator<StreamEvent> {
  if (turn.open.kind !== 'calls') yield* openCalls(turn)
  const { open } = turn
  if (open.kind !== 'calls') return
  const known = open.positions.get(chunk.index)
  const index = known ?? open.positions.size
  if (known === undefined) {
    turn.open = { ...open, positions: new Map(open.positions).set(chunk.index, index) }
    const id = chunk.id && !turn.takenCallIds.has(chunk.id) ? chunk.id : turn.ids('call_')
    yield* patchCalls(turn, {
      index,
      id,
      type: 'function',
      function: { name: chunk.name ?? '', arguments: '', output: null },
    })
  }
  if (chunk.arguments) yield* patchCalls(turn, { index, type: 'function', function: { arguments: chunk.arguments } })
}

function* patchCalls(turn: Turn, delta: ToolCallDelta): Generator<StreamEvent> {
  if (turn.open.kind !== 'calls') return
  const { step } = turn.open
  const details = { type: 'tool_calls', tool_calls: [delta] } as const
  const data = { id: step.id, object: 'thread.run.step.delta', delta: { step_details: details } } as const
  turn.open = { ...turn.open, step: patchStep(step, data) }
  yield { event: 'thread.run.step.delta', data }
}

interface Closing {
  readonly usage: Usage
  readonly reason?: 'max_tokens' | 'content_filter'
}

function* closeMessage(
  turn: Turn,
  { step, message }: Extract<Open, { kind: 'message' }>,
  { usage, reason }: Closing,
): Generator<StreamEvent> {
  const seconds = turn.now()
  turn.open = { kind: 'nothing' }
  yield reason
    ? {
        event: 'thread.message.incomplete',
        data: { ...message, status: 'incomplete', incomplete_details: { reason }, incomplete_at: seconds },
      }
    : { event: 'thread.message.completed', data: completeMessage(message, seconds) }
  yield { event: 'thread.run.step.completed', data: completeStep(step, { seconds, usage }) }
}

function* finish(turn: Turn, chunk: Finish): Generator<RunEvent> {
  const { reason, usage: counted } = chunk
  const usage = counted ?? noUsage
  if (turn.open.kind === 'nothing') {
    yield* openMessage(turn)
    yield* writeText(turn, { type: 'text', text: '' })
  }
  yield* countedOf(turn, chunk)
  const { open, run } = turn
  const seconds = turn.now()
  const total = addUsage(turn.usedBefore, usage)
  if (reason === 'length' || reason === 'content_filter') {
    yield* breakOff(turn, reason, usage)
  } else if (open.kind === 'calls') {
    yield {
      event: 'thread.run.requires_action',
      data: move(run, 'requires_action', { seconds, required_action: requiredBy(open.step), usage: total }),
    }
  } else if (open.kind === 'message') {
    yield* closeMessage(turn, open, { usage })
    yield { event: 'thread.run.completed', data: move(run, 'completed', { seconds, usage: total }) }
  }
}

const nothingCounted: CountedTokens = { cached: null, reasoning: null }

/** What was counted beside the usage, and what it cost. An estimate is no count, and costs nothing that is known. */
function* countedOf(turn: Turn, { usage, counted }: Finish): Generator<NoteEvent> {
  if (!usage || turn.open.kind === 'nothing' || (!counted && !turn.isRemote)) return
  const { cached, reasoning } = counted ?? nothingCounted
  const cost = turn.price && counted ? costOfUsage(usage, cached, turn.price) : null
  if (counted && cost === null && cached === null && reasoning === null) return
  const said = { step_id: turn.open.step.id, cached_tokens: cached, reasoning_tokens: reasoning, cost }
  const estimated = counted ? {} : ({ is_estimated: true } as const)
  const data = { object: 'playground.turn.counted', ...said, ...estimated } as const
  yield { event: data.object, data }
}

/** What the caller has to answer. The step itself stays open until the outputs are there. */
function requiredBy({ step_details: details }: Step): Run['required_action'] {
  const calls = details.type === 'tool_calls' ? details.tool_calls : []
  const toolCalls = calls.flatMap((call) =>
    call.type === 'function'
      ? [{ id: call.id, type: call.type, function: { name: call.function.name, arguments: call.function.arguments } }]
      : [],
  )
  return { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: toolCalls } }
}

function* breakOff(turn: Turn, reason: 'length' | 'content_filter', usage: Usage): Generator<StreamEvent> {
  const { open } = turn
  const isLength = reason === 'length'
  const seconds = turn.now()
  if (open.kind === 'calls')
    yield { event: 'thread.run.step.completed', data: completeStep(open.step, { seconds, usage }) }
  if (open.kind === 'message')
    yield* closeMessage(turn, open, { usage, reason: isLength ? 'max_tokens' : 'content_filter' })
  // The wire has no word for a content filter among a run's reasons; the message says it.
  const details = isLength ? ({ reason: 'max_completion_tokens' } as const) : null
  const total = addUsage(turn.usedBefore, usage)
  yield {
    event: 'thread.run.incomplete',
    data: move(turn.run, 'incomplete', { seconds, incomplete_details: details, usage: total }),
  }
}
