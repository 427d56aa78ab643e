// Requests that nobody waits for: one at a time, and later where the backend is busy or away.
import { ACCOUNT_CODES, ApiError } from '@/lib/protocol/error'

/** Between two requests, in milliseconds, where nobody waits for them to be over. */
const PAUSE_MS = 100

/** The first pause after a failure, which doubles with each, and the longest. */
const FIRST_PAUSE_MS = 1_000
const MAX_PAUSE_MS = 60_000
/** An hour: whoever asks to wait longer is asked again then. */
const MAX_RETRY_AFTER_MS = 3_600_000
const MAX_FAILURES = 8
/** A limit says that it will pass. */
const MAX_LIMITED = 100

interface BackgroundOptions {
  /** Throws the reason of whoever stops it. */
  readonly wait: (ms: number) => Promise<void>
  /** Told how long it waits, and with null that it goes on. */
  readonly onWaiting: (ms: number | null) => void
  /** Before each request, in milliseconds. */
  readonly pauseMs?: number
  /** After how many failures of the other side it is left, limits aside. */
  readonly maxFailures?: number
}

/** Does the work until it is answered. Throws what will not pass by itself, and what has not passed for long. */
export async function askInBackground<T>(options: BackgroundOptions, work: () => Promise<T>): Promise<T> {
  const { wait, onWaiting, pauseMs = PAUSE_MS, maxFailures = MAX_FAILURES } = options
  await wait(pauseMs)
  for (let failures = 0; ; failures += 1) {
    try {
      return await work()
    } catch (error) {
      const ms = pauseAfter(error, failures, maxFailures)
      if (ms === undefined) throw error
      onWaiting(ms)
      await wait(ms)
      onWaiting(null)
    }
  }
}

/** How long to wait before it is asked again, in milliseconds; undefined where that helps nothing. */
function pauseAfter(error: unknown, failures: number, maxFailures: number): number | undefined {
  if (!(error instanceof ApiError) || error.body.code === ACCOUNT_CODES.refused) return undefined
  const isLimited = error.status === 429
  if (!isLimited && error.status < 500 && error.status !== 408) return undefined
  if (failures >= (isLimited ? MAX_LIMITED : maxFailures)) return undefined
  const backoff = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), MAX_PAUSE_MS)
  const { retryAfterSeconds } = error
  return retryAfterSeconds === undefined ? backoff : Math.min(retryAfterSeconds * 1000, MAX_RETRY_AFTER_MS)
}
