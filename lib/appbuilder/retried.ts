// Asking again. A request that has no effect, or the same when it is repeated, is asked again after any failure that
// may pass; any other only when it was refused unread (status 429), for it might be done twice.
import { AppBuilderConnectionError, AppBuilderHttpError } from './error'

export interface Retrying {
  /** So often it is asked again. */
  readonly retries: number
  /** Does it do no harm when it is done twice? */
  readonly isRepeatable: boolean
  readonly signal: AbortSignal | undefined
  /** Waits so many milliseconds. Throws the signal's reason when it is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>
  /** From 0 up to 1, so that many clients do not come back at one moment. */
  readonly random: () => number
}

export async function retried<T>(attempt: () => Promise<T>, retrying: Retrying): Promise<T> {
  for (let count = 0; ; count++) {
    try {
      return await attempt()
    } catch (error) {
      const pauseMs = count < retrying.retries ? pauseAfter(error, count, retrying) : undefined
      if (pauseMs === undefined) throw error
      await retrying.sleep(pauseMs, retrying.signal)
    }
  }
}

const FIRST_MS = 500
const MAX_MS = 8_000
/** A gateway that wants more is not waited for: the caller gets the error instead. */
const MAX_ASKED_MS = 60_000

const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

/**
 * How long to wait before the next attempt; undefined if there shall be none. Half of it, at most, is left to chance.
 */
function pauseAfter(error: unknown, count: number, { isRepeatable, random, signal }: Retrying): number | undefined {
  if (signal?.aborted) return undefined
  const backoffMs = Math.min(FIRST_MS * 2 ** count, MAX_MS) * (1 - random() / 2)
  if (error instanceof AppBuilderConnectionError) return isRepeatable ? backoffMs : undefined
  if (!(error instanceof AppBuilderHttpError)) return undefined
  if (error.status !== 429 && !(isRepeatable && passing.has(error.status))) return undefined
  const pauseMs = error.retryAfterMs ?? backoffMs
  return pauseMs <= MAX_ASKED_MS ? pauseMs : undefined
}

/** The default of `sleep`. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const onAbort = () => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
