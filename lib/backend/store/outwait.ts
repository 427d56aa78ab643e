import { StoreBusyError } from './store'

/** How long to wait for another program (a backup, a shell) that holds the database. */
export const BUSY_MS = 5_000

/** Between two tries. The first come quickly: most programs hold the file for a moment. */
const PAUSES_MS = { shortest: 5, longest: 100 }

interface Effects {
  /** Milliseconds, from anywhere. */
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<unknown>
}

/** Does the work as soon as the database is free for it; throws `StoreBusyError` when that takes too long. */
export type Outwait = <T>(work: () => T) => Promise<T>

/**
 * Called by who asks, before anything is waited for: the time counts from there, so nobody waits longer because others
 * wait in front. SQLite's own waiting would stop the event loop, and with it everybody.
 */
export const createOutwait =
  ({ now, sleep }: Effects) =>
  (): Outwait => {
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
