import { StoreBusyError } from './store'

/** How long to wait for another program (a backup, a shell) that has the database locked. */
export const BUSY_MS = 5_000

/** Between two tries. The first come quickly: most programs hold the file for a moment. */
const PAUSES_MS = { shortest: 5, longest: 100 }

interface Effects {
  /** Milliseconds, from anywhere. */
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<unknown>
}

/** Does the work, again and again while the database is busy; throws `StoreBusyError` when that takes too long. */
export type BusyRetry = <T>(work: () => T) => Promise<T>

/**
 * Called before the work waits for its turn: the time counts from there, so nobody waits longer because of those in
 * front. SQLite's own waiting (`busy_timeout`) would stop the event loop.
 */
export const createBusyRetry =
  ({ now, sleep }: Effects) =>
  (): BusyRetry => {
    const until = now() + BUSY_MS
    return async (work) => {
      for (let pause = PAUSES_MS.shortest; ; pause = Math.min(2 * pause, PAUSES_MS.longest)) {
        try {
          return work()
        } catch (cause) {
          if (!isBusy(cause)) throw cause
          if (now() >= until) throw new StoreBusyError({ cause })
        }
        await sleep(pause)
      }
    }
  }

/** Extended codes (SQLITE_BUSY_RECOVERY) begin with the primary code. */
const isBusy = (error: unknown) =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
