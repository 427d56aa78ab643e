// What a client sends of its trace, by the W3C's Trace Context: https://www.w3.org/TR/trace-context/

export interface TraceContext {
  readonly traceparent: string
  /** What the systems that the trace has passed keep with it. It is handed on as it came, up to 512 characters. */
  readonly tracestate?: string
}

export interface TraceParent {
  readonly traceId: string
  readonly spanId: string
  readonly isSampled: boolean
}

const PARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:$|-)/

const MAX_MEMBERS = 32

/** So many characters everybody hands on. Endpoints refuse requests with too many, so no more are. */
const MAX_CHARACTERS = 512

/** Where there are more, members with more than these go first. */
const LONG_MEMBER = 128

/** A key, or one of a tenant at a system, and what is kept under it. */
const MEMBER =
  /^(?:[\da-z][\d_a-z*/-]{0,255}|[\da-z][\d_a-z*/-]{0,240}@[a-z][\d_a-z*/-]{0,13})=[ -+\--<>-~]{0,255}[!-+\--<>-~]$/

/** Undefined for what is none. */
export function readTraceparent(header: string | undefined): TraceParent | undefined {
  const [, traceId, spanId, flags = '0'] = PARENT.exec(header?.trim() ?? '') ?? []
  return traceId && spanId ? { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 } : undefined
}

interface Sent {
  readonly traceparent: string | undefined
  readonly tracestate: string | undefined
}

/** Undefined where there is no trace. A state counts only with one, and only where each of its members is one. */
export function readTraceContext({ traceparent, tracestate }: Sent): TraceContext | undefined {
  if (traceparent === undefined || readTraceparent(traceparent) === undefined) return undefined
  const members = (tracestate ?? '').split(',').map((member) => member.trim())
  const some = members.filter((member) => member !== '')
  const isState = some.length > 0 && some.length <= MAX_MEMBERS && some.every((member) => MEMBER.test(member))
  const state = isState ? shortened(some).join(',') : ''
  return { traceparent, ...(state !== '' && { tracestate: state }) }
}

/** Without long members where they are too many characters, and then without the last ones. */
function shortened(members: readonly string[]): readonly string[] {
  if (members.join(',').length <= MAX_CHARACTERS) return members
  // Where none is long the index is -1, which is the last one of all.
  const last = members.findLastIndex(({ length }) => length > LONG_MEMBER)
  return shortened(members.toSpliced(last, 1))
}
