// Turns a model's chunks into the wire's events: one open step and one open message at a time, ids once.
import type { NoteEvent, RunEvent, StreamEvent } from '@/lib/protocol/event'
import type { Usage } from '@/lib/protocol/run'
import { costOfUsage } from '@/lib/run/cost'
import { move } from '@/lib/run/machine'
import type { CountedTokens, ModelChunk } from '@/lib/backend/models/model'
import { completeStep } from '@/lib/run/run-objects'
import { addUsage, noUsage } from '@/lib/run/usage'
import { requiredBy } from './required-action'
import { stepIdOf, type OpenCalls, type Turn, type TurnOptions } from './turn'
import { endCalls, hostedCallsOf, writeCall } from './turn-calls'
import { closeMessage, openMessage, writeText } from './turn-message'
import { writeRan } from './turn-ran'

type Finish = Extract<ModelChunk, { type: 'finish' }>

export type TurnWriter = ReturnType<typeof createTurnWriter>

/** `write` takes the model's chunks in order and says the events they make; `finish` closes the turn. */
export function createTurnWriter(options: TurnOptions) {
  const turn: Turn = { ...options, open: { kind: 'nothing' }, nextStepId: undefined, ran: new Map(), drawn: [] }
  return {
    *write(chunk: Exclude<ModelChunk, { type: 'finish' }>): Generator<RunEvent> {
      if (chunk.type === 'reasoning' || chunk.type === 'adapted') yield noteOf(turn, chunk)
      else if (chunk.type === 'call') yield* writeCall(turn, chunk)
      else if (chunk.type === 'ran') yield* writeRan(turn, chunk)
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

/** A turn ends its run, or stops it for calls of functions. With calls of hosted tools the run goes on by itself. */
function* finish(turn: Turn, chunk: Finish): Generator<RunEvent> {
  const { reason, usage: counted } = chunk
  const usage = counted ?? noUsage
  if (turn.open.kind === 'nothing') {
    yield* openMessage(turn)
    yield* writeText(turn, { type: 'text', text: '' })
  }
  yield* endCalls(turn)
  yield* countedOf(turn, chunk)
  const total = addUsage(turn.usedBefore, usage)
  const { run } = turn
  if (reason === 'length' || reason === 'content_filter') {
    yield* breakOff(turn, reason, usage)
  } else if (turn.open.kind === 'calls') {
    yield* stopForCalls(turn, turn.open, usage)
  } else {
    yield* closeMessage(turn, { usage })
    yield { event: 'thread.run.completed', data: move(run, 'completed', { seconds: turn.now(), usage: total }) }
  }
}

function* stopForCalls(turn: Turn, open: OpenCalls, usage: Usage): Generator<RunEvent> {
  const { run, usedBefore } = turn
  const { step } = open
  const calls = hostedCallsOf(open)
  if (calls.length > 0) {
    const data = { object: 'playground.calls.written', step_id: step.id, usage, calls } as const
    yield { event: data.object, data }
    return
  }
  const detail = { required_action: requiredBy(step), usage: addUsage(usedBefore, usage) }
  const data = move(run, 'requires_action', { seconds: turn.now(), ...detail })
  yield { event: 'thread.run.requires_action', data }
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

function* breakOff(turn: Turn, reason: 'length' | 'content_filter', usage: Usage): Generator<StreamEvent> {
  const isLength = reason === 'length'
  if (turn.open.kind === 'calls') {
    const data = completeStep(turn.open.step, { seconds: turn.now(), usage })
    yield { event: 'thread.run.step.completed', data }
  } else yield* closeMessage(turn, { usage, reason: isLength ? 'max_tokens' : 'content_filter' })
  // The wire has no word for a content filter among a run's reasons; the message says it.
  const details = isLength ? ({ reason: 'max_completion_tokens' } as const) : null
  const total = addUsage(turn.usedBefore, usage)
  yield {
    event: 'thread.run.incomplete',
    data: move(turn.run, 'incomplete', { seconds: turn.now(), incomplete_details: details, usage: total }),
  }
}
