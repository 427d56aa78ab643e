// The calls of a turn while the model writes them: functions as they come, hosted tools as what they are on the wire.
import type { StreamEvent, ToolCallDelta, WrittenCall } from '@/lib/protocol/event'
import { patchStep } from '@/lib/run/delta'
import { callsOf } from '@/lib/run/hosted-calls'
import { noUsage } from '@/lib/run/usage'
import type { ModelChunk } from '@/lib/backend/models/model'
import type { HostedToolType } from '../tools/hosted-tool'
import { createArgumentReader } from './argument-text'
import { hostedTypeOf, mainArgument } from './hosted-names'
import { beginStep, type OpenCall, type OpenCalls, type Turn } from './turn'
import { closeMessage } from './turn-message'

type CallChunk = Extract<ModelChunk, { type: 'call' }>

export function* writeCall(turn: Turn, chunk: CallChunk): Generator<StreamEvent> {
  if (turn.open.kind !== 'calls') yield* openCalls(turn)
  if (turn.open.kind !== 'calls') return
  const call = turn.open.calls.get(chunk.index) ?? (yield* openCall(turn, turn.open, chunk))
  if (!chunk.arguments) return
  if (!call.hosted) {
    yield* patchCall(turn, { index: call.index, type: 'function', function: { arguments: chunk.arguments } })
    return
  }
  call.hosted.pieces.push(chunk.arguments)
  yield* writeInput(turn, call, call.hosted.reader.write(chunk.arguments))
}

export function* openCalls(turn: Turn): Generator<StreamEvent> {
  if (turn.open.kind === 'message') yield* closeMessage(turn, { usage: noUsage })
  const step = beginStep(turn, { type: 'tool_calls', tool_calls: [] }, turn.now())
  turn.open = { kind: 'calls', step, calls: new Map() }
  yield { event: 'thread.run.step.created', data: step }
  yield { event: 'thread.run.step.in_progress', data: step }
}

/** How a call of a hosted tool begins on the wire. */
const beginnings = {
  code_interpreter: { type: 'code_interpreter', code_interpreter: { input: '', outputs: [] } },
  file_search: { type: 'file_search', file_search: {} },
} as const satisfies Record<HostedToolType, Omit<ToolCallDelta, 'index'>>

function* openCall(turn: Turn, open: OpenCalls, chunk: CallChunk): Generator<StreamEvent, OpenCall> {
  const { name = '' } = chunk
  const type = hostedTypeOf(name, turn.run, turn.hosted ?? new Map())
  const id = chunk.id && !turn.isTaken(chunk.id) ? chunk.id : turn.ids('call_')
  const index = callsOf(open.step).length
  const hosted = type && { type, name, reader: createArgumentReader(mainArgument[type]), pieces: [] }
  const call: OpenCall = { index, id, ...(hosted && { hosted }) }
  turn.open = { ...open, calls: new Map(open.calls).set(chunk.index, call) }
  const beginning = type
    ? beginnings[type]
    : ({ type: 'function', function: { name, arguments: '', output: null } } as const)
  yield* patchCall(turn, { index, id, ...beginning })
  return call
}

/** Only of code the wire has what the model has written. */
function* writeInput(turn: Turn, { index, hosted }: OpenCall, input: string): Generator<StreamEvent> {
  if (hosted?.type === 'code_interpreter' && input !== '')
    yield* patchCall(turn, { index, type: 'code_interpreter', code_interpreter: { input } })
}

/** Says more of a call of the open step. */
export function* patchCall(turn: Turn, delta: ToolCallDelta): Generator<StreamEvent> {
  if (turn.open.kind !== 'calls') return
  const { step } = turn.open
  const details = { type: 'tool_calls', tool_calls: [delta] } as const
  const data = { id: step.id, object: 'thread.run.step.delta', delta: { step_details: details } } as const
  turn.open = { ...turn.open, step: patchStep(step, data) }
  yield { event: 'thread.run.step.delta', data }
}

/** The model writes no more: what of the code was not clear until now is. */
export function* endCalls(turn: Turn): Generator<StreamEvent> {
  if (turn.open.kind !== 'calls') return
  for (const call of turn.open.calls.values()) if (call.hosted) yield* writeInput(turn, call, call.hosted.reader.end())
}

/** Those of hosted tools. */
export const hostedCallsOf = ({ calls }: OpenCalls): readonly WrittenCall[] =>
  [...calls.values()].flatMap(({ id, hosted }) =>
    hosted ? [{ id, name: hosted.name, arguments: hosted.pieces.join('') }] : [],
  )
