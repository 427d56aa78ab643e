// Turns a model's chunks into the wire's events: one open step and one open message at a time, ids once.
import type { ContentPartDelta, StreamEvent, ToolCallDelta } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Run, Usage } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { patchMessage, patchStep } from '@/lib/run/delta'
import { move } from '@/lib/run/machine'
import type { Ids } from '../ids'
import type { FinishReason, ModelChunk } from '../models/model'
import { completeStep, newAnswer, newStep } from './objects'
import { addUsage, noUsage } from './usage'

interface TurnWriterOptions {
  /** The run, in progress. */
  readonly run: Run
  readonly ids: Ids
  /** Unix seconds. */
  readonly now: () => number
  /** What earlier turns of the run have used. */
  readonly usedBefore: Usage
  /** Ids of calls of earlier turns: some models count theirs from zero each turn. */
  readonly takenCallIds: ReadonlySet<string>
}

type Open =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'message'; readonly step: Step; readonly message: Message }
  | { readonly kind: 'calls'; readonly step: Step; readonly positions: ReadonlyMap<number, number> }

/** One turn of one run. `write` takes chunks in order and says the events they make; `finish` closes the turn. */
export function createTurnWriter({ run, ids, now, usedBefore, takenCallIds }: TurnWriterOptions) {
  let open: Open = { kind: 'nothing' }

  function* openMessage(): Generator<StreamEvent> {
    const message = newAnswer(run, { id: ids('msg_'), seconds: now() })
    const details = { type: 'message_creation', message_creation: { message_id: message.id } } as const
    const step = newStep(run, details, { id: ids('step_'), seconds: now() })
    open = { kind: 'message', step, message }
    yield { event: 'thread.run.step.created', data: step }
    yield { event: 'thread.run.step.in_progress', data: step }
    yield { event: 'thread.message.created', data: message }
    yield { event: 'thread.message.in_progress', data: message }
  }

  function* openCalls(): Generator<StreamEvent> {
    if (open.kind === 'message') yield* closeMessage(noUsage)
    const step = newStep(run, { type: 'tool_calls', tool_calls: [] }, { id: ids('step_'), seconds: now() })
    open = { kind: 'calls', step, positions: new Map() }
    yield { event: 'thread.run.step.created', data: step }
    yield { event: 'thread.run.step.in_progress', data: step }
  }

  function* append(type: 'text' | 'refusal', text: string): Generator<StreamEvent> {
    // A chat completion's text and calls are two fields without an order; what comes after calls has no step to stand in.
    if (open.kind === 'calls') return
    if (open.kind === 'nothing') yield* openMessage()
    if (open.kind !== 'message') return
    const { message } = open
    const last = message.content.at(-1)
    const isNew = last?.type !== type
    const index = isNew ? message.content.length : message.content.length - 1
    const part: ContentPartDelta =
      type === 'refusal'
        ? { index, type, refusal: text }
        : { index, type, text: { value: text, ...(isNew && { annotations: [] }) } }
    const data = { id: message.id, object: 'thread.message.delta', delta: { content: [part] } } as const
    open = { ...open, message: patchMessage(message, data) }
    yield { event: 'thread.message.delta', data }
  }

  function* call(chunk: Extract<ModelChunk, { type: 'call' }>): Generator<StreamEvent> {
    if (open.kind !== 'calls') yield* openCalls()
    if (open.kind !== 'calls') return
    const known = open.positions.get(chunk.index)
    if (known === undefined) {
      const index = open.positions.size
      open = { ...open, positions: new Map(open.positions).set(chunk.index, index) }
      const id = chunk.id && !takenCallIds.has(chunk.id) ? chunk.id : ids('call_')
      const first = { name: chunk.name ?? '', arguments: '', output: null }
      yield* patchCalls({ index, id, type: 'function', function: first })
      if (chunk.arguments) yield* patchCalls({ index, type: 'function', function: { arguments: chunk.arguments } })
    } else if (chunk.arguments) {
      yield* patchCalls({ index: known, type: 'function', function: { arguments: chunk.arguments } })
    }
  }

  function* patchCalls(delta: ToolCallDelta): Generator<StreamEvent> {
    if (open.kind !== 'calls') return
    const data = {
      id: open.step.id,
      object: 'thread.run.step.delta',
      delta: { step_details: { type: 'tool_calls', tool_calls: [delta] } },
    } as const
    open = { ...open, step: patchStep(open.step, data) }
    yield { event: 'thread.run.step.delta', data }
  }

  function* closeMessage(usage: Usage, reason: 'max_tokens' | 'content_filter' | null = null): Generator<StreamEvent> {
    if (open.kind !== 'message') return
    const { step, message } = open
    const seconds = now()
    open = { kind: 'nothing' }
    yield reason
      ? {
          event: 'thread.message.incomplete',
          data: { ...message, status: 'incomplete', incomplete_details: { reason }, incomplete_at: seconds },
        }
      : { event: 'thread.message.completed', data: { ...message, status: 'completed', completed_at: seconds } }
    yield { event: 'thread.run.step.completed', data: completeStep(step, { seconds, usage }) }
  }

  /** The run stops for the caller's functions: its step stays open until their outputs are there. */
  function stopForCalls(step: Step, usage: Usage): StreamEvent {
    const calls = step.step_details.type === 'tool_calls' ? step.step_details.tool_calls : []
    const toolCalls = calls.flatMap((item) =>
      item.type === 'function'
        ? [{ id: item.id, type: item.type, function: { name: item.function.name, arguments: item.function.arguments } }]
        : [],
    )
    const required = { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: toolCalls } } as const
    return {
      event: 'thread.run.requires_action',
      data: move(run, 'requires_action', { seconds: now(), required_action: required, usage: addUsage(usedBefore, usage) }),
    }
  }

  function* breakOff(reason: 'length' | 'content_filter', usage: Usage): Generator<StreamEvent> {
    if (open.kind === 'calls') yield { event: 'thread.run.step.completed', data: completeStep(open.step, { seconds: now(), usage }) }
    else yield* closeMessage(usage, reason === 'length' ? 'max_tokens' : 'content_filter')
    // The wire has no word for a content filter among a run's reasons; the message says it.
    const details = reason === 'length' ? ({ reason: 'max_completion_tokens' } as const) : null
    yield {
      event: 'thread.run.incomplete',
      data: move(run, 'incomplete', { seconds: now(), incomplete_details: details, usage: addUsage(usedBefore, usage) }),
    }
  }

  return {
    *write(chunk: Exclude<ModelChunk, { type: 'finish' }>): Generator<StreamEvent> {
      if (chunk.type === 'call') yield* call(chunk)
      else if (chunk.text) yield* append(chunk.type, chunk.text)
    },

    *finish(reason: FinishReason, usage: Usage): Generator<StreamEvent> {
      if (open.kind === 'nothing') {
        yield* openMessage()
        yield* append('text', '')
      }
      if (reason === 'length' || reason === 'content_filter') {
        yield* breakOff(reason, usage)
      } else if (open.kind === 'calls') {
        yield stopForCalls(open.step, usage)
      } else {
        yield* closeMessage(usage)
        yield {
          event: 'thread.run.completed',
          data: move(run, 'completed', { seconds: now(), usage: addUsage(usedBefore, usage) }),
        }
      }
    },
  }
}
