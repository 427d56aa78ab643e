// Ids of traces by the W3C's Trace Context. They are made of what they stand for, so that whichever instance works on a
// run names it the same, and nothing has to be kept.
import { createHash } from 'node:crypto'
import type { Doing, RunOf } from './telemetry'
import { readTraceparent, type TraceContext } from './trace-context'

const hex = (text: string, length: number) => createHash('sha256').update(text).digest('hex').slice(0, length)

const nameOf = ({ connection, run }: RunOf) => `${connection}\n${run}`

/** The trace of a run: its client's, or its own. */
export const traceIdOf = (of: RunOf, trace: TraceContext | undefined) =>
  readTraceparent(trace?.traceparent)?.traceId ?? hex(nameOf(of), 32)

/** The span of a run itself. */
export const runSpanId = (of: RunOf) => hex(`${nameOf(of)}\nrun`, 16)

/** The span of a part of it: a call, a step. */
export const partSpanId = (of: RunOf, part: string) => hex(`${nameOf(of)}\n${part}`, 16)

/** Whether a trace is recorded: its client's word counts, and without one it is. */
export const isRecorded = (trace: TraceContext | undefined) => readTraceparent(trace?.traceparent)?.isSampled !== false

/** The headers for whoever is asked. */
export function traceHeadersOf(doing: Doing): TraceContext {
  const { trace } = doing
  const flags = isRecorded(trace) ? '01' : '00'
  const traceparent = `00-${traceIdOf(doing, trace)}-${partSpanId(doing, doing.call)}-${flags}`
  return { traceparent, ...(trace?.tracestate !== undefined && { tracestate: trace.tracestate }) }
}
