// How long a call waits. Limits are in milliseconds; 0 is no limit.

export interface Timeouts {
  /**
   * Until the gateway begins its answer: 60 s unless said otherwise. It does not hold for `run`, whose answer begins
   * when the run rests.
   */
  readonly connectMs?: number
  /**
   * Between two pieces of an answer that has begun: 300 s unless said otherwise. A gateway may be silent while a
   * streamed run waits for its functions, so this is also how long they may take.
   */
  readonly silenceMs?: number
  /** For the call as a whole, with its repetitions and, of a stream, its events: no limit unless one is given. */
  readonly wholeMs?: number
}

const standard = { connectMs: 60_000, silenceMs: 300_000, wholeMs: 0 } as const

/** What the call says, else what the client says, else the standard. */
export const timeoutsOf = (call: Timeouts = {}, client: Timeouts = {}): Required<Timeouts> => ({
  connectMs: call.connectMs ?? client.connectMs ?? standard.connectMs,
  silenceMs: call.silenceMs ?? client.silenceMs ?? standard.silenceMs,
  wholeMs: call.wholeMs ?? client.wholeMs ?? standard.wholeMs,
})

/** Longer than this no timer of JavaScript runs. */
const MAX_MS = 2 ** 31 - 1

const isLimit = (ms: number) => ms > 0 && ms <= MAX_MS

interface Limit {
  readonly ms: number
  readonly onLate: () => Error
}

/** What the work comes to. Throws `onLate()` when it takes longer than `ms`; the work is not stopped. */
export async function within<T>(work: Promise<T>, { ms, onLate }: Limit): Promise<T> {
  if (!isLimit(ms)) return work
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(onLate()), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** A call's signal: the caller's own and the limit for the whole. */
export interface CallDeadline {
  readonly signal: AbortSignal | undefined
  /** Throws why the call is over, if it is: the reason of the caller's signal, or `onLate()`. */
  check(onLate: () => Error): void
}

export function callDeadlineOf(wholeMs: number, callers: AbortSignal | undefined): CallDeadline {
  const whole = isLimit(wholeMs) ? AbortSignal.timeout(wholeMs) : undefined
  return {
    signal: whole && callers ? AbortSignal.any([callers, whole]) : (whole ?? callers),
    check(onLate) {
      callers?.throwIfAborted()
      if (whole?.aborted) throw onLate()
    },
  }
}
