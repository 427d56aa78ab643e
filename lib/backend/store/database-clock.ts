import type { Clock } from '@/lib/backend/clock'

/** Asked so often at the start; the answer that came quickest tells the time best. */
const ASKED_AT_START = 3

const EVERY_MS = 60_000

interface DatabaseClockOptions {
  /** What time it is at the database, in Unix milliseconds. */
  readonly ask: () => Promise<number>
  /** Milliseconds from anywhere, which no setting of the machine's clock moves. */
  readonly monotonic?: () => number
}

export interface DatabaseClock {
  readonly clock: Clock
  stop(): void
}

/**
 * The database's time, which all its instances share: asked for at the start and every minute, and counted on in
 * between. The clocks of the machines do not matter.
 */
export async function createDatabaseClock(options: DatabaseClockOptions): Promise<DatabaseClock> {
  const { ask, monotonic = () => performance.now() } = options
  async function measure() {
    const asked = monotonic()
    const theirs = await ask()
    const answered = monotonic()
    // They have looked at their clock somewhere in between.
    return { offset: theirs - (asked + answered) / 2, took: answered - asked }
  }
  let best = await measure()
  for (let times = 1; times < ASKED_AT_START; times += 1) {
    const next = await measure()
    if (next.took <= best.took) best = next
  }
  let { offset } = best
  // While the database does not answer, the time is counted on.
  const keepUp = () =>
    void measure().then(
      (measured) => (offset = measured.offset),
      () => undefined,
    )
  const timer = setInterval(keepUp, EVERY_MS).unref()
  return { clock: () => Math.floor(offset + monotonic()), stop: () => clearInterval(timer) }
}
