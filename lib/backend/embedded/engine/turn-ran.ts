// Code that the model's endpoint has run itself: a step of its own, as if it had been run here.
import type { CodeOutputDelta, StreamEvent, ToolCallDelta } from '@/lib/protocol/event'
import { callsOf } from '@/lib/run/hosted-calls'
import { completeStep } from '@/lib/run/run-objects'
import { noUsage } from '@/lib/run/usage'
import type { ModelChunk, RanOutput } from '@/lib/backend/models/model'
import type { Turn } from './turn'
import { openCalls, patchCall } from './turn-calls'

type RanChunk = Extract<ModelChunk, { type: 'ran' }>

/** The step is complete with the outputs, unless functions were called beside the code: then it waits for them, too. */
export function* writeRan(turn: Turn, { index, code, outputs }: RanChunk): Generator<StreamEvent> {
  const known = turn.ran.get(index)
  if (known === 'done') return
  if (turn.open.kind !== 'calls') yield* openCalls(turn)
  if (turn.open.kind !== 'calls') return
  const place = known ?? callsOf(turn.open.step).length
  turn.ran.set(index, place)
  const call = (said: Pick<ToolCallDelta & { type: 'code_interpreter' }, 'code_interpreter'>): ToolCallDelta => ({
    index: place,
    type: 'code_interpreter',
    ...said,
  })
  if (known === undefined) {
    const id = turn.ids('call_')
    yield* patchCall(turn, { ...call({ code_interpreter: { input: '', outputs: [] } }), id })
  }
  if (code !== '') yield* patchCall(turn, call({ code_interpreter: { input: code } }))
  if (!outputs) return
  for (const [at, output] of outputs.entries()) {
    yield* patchCall(turn, call({ code_interpreter: { outputs: [toDelta(output, at)] } }))
  }
  turn.ran.set(index, 'done')
  turn.drawn.push(...outputs.flatMap((output) => (output.type === 'image_file' ? [output.file_id] : [])))
  yield* closeRan(turn)
}

function* closeRan(turn: Turn): Generator<StreamEvent> {
  if (turn.open.kind !== 'calls' || turn.open.calls.size > 0) return
  const { step } = turn.open
  // Code that is still at work stands on the same step.
  if ([...turn.ran.values()].some((place) => place !== 'done')) return
  turn.open = { kind: 'nothing' }
  yield { event: 'thread.run.step.completed', data: completeStep(step, { seconds: turn.now(), usage: noUsage }) }
}

function toDelta(output: RanOutput, index: number): CodeOutputDelta {
  if (output.type === 'image_file') return { index, type: 'image', image: { file_id: output.file_id } }
  return { index, type: 'logs', logs: output.type === 'logs' ? output.logs : '[A picture]\n' }
}
