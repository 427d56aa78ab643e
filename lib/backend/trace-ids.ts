// Ids of traces by the W3C's Trace Context. They are made of what they stand for, so that whichever instance works on a
// run names it the same, and nothing has to be kept.
import { createHash } from 'node:crypto'
import type { Doing, RunOf } from './telemetry'

const hex = (text: string, length: number) => createHash('sha256').update(text).digest('hex').slice(0, length)

const FORM = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:$|-)/

export interface TraceParent {
  readonly traceId: string
  readonly spanId: string
  readonly isSampled: boolean
}

/** Undefined for what is none. */
export function readTraceparent(header: string | undefined): TraceParent | undefined {
  const [, traceId, spanId, flags = '0'] = FORM.exec(header?.trim() ?? '') ?? []
  return traceId && spanId ? { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 } : undefined
}

const nameOf = ({ connection, run }: RunOf) => `${connection}\n${run}`

/** The trace of a run: its client's, or its own. */
export const traceIdOf = (of: RunOf, traceparent: string | undefined) =>
  readTraceparent(traceparent)?.traceId ?? hex(nameOf(of), 32)

/** The span of a run itself. */
export const runSpanId = (of: RunOf) => hex(`${nameOf(of)}\nrun`, 16)

/** The span of a part of it: a call, a step. */
export const partSpanId = (of: RunOf, part: string) => hex(`${nameOf(of)}\n${part}`, 16)

/** Whether a trace is recorded: its client's word counts, and without one it is. */
export const isRecorded = (traceparent: string | undefined) => readTraceparent(traceparent)?.isSampled !== false

/** The header for whoever is asked. */
export function traceparentOf(doing: Doing) {
  const flags = isRecorded(doing.traceparent) ? '01' : '00'
  return `00-${traceIdOf(doing, doing.traceparent)}-${partSpanId(doing, doing.call)}-${flags}`
}
