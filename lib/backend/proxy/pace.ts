// When what has passed is written. What is due within one tick is written in one turn of the event loop: so the store
// commits it together, and waits for the disk once.

const TICK_MS = 50

/** Something that is to be done, once however often it is asked for. */
export type Work = () => void

export interface Pace {
  /** Done at the first tick behind so many milliseconds, or earlier where it was asked for so. */
  within(ms: number, work: Work): void
  cancel(work: Work): void
}

/** Works that are due at the same tick are done in the order in which they were first asked for. */
export function createPace(now: () => number = () => performance.now()): Pace {
  const due = new Map<Work, number>()
  let timer: NodeJS.Timeout | undefined

  function tick() {
    timer = undefined
    const until = now()
    for (const [work, at] of [...due]) {
      if (at > until || !due.delete(work)) continue
      work()
    }
    wait()
  }

  function wait() {
    if (due.size > 0) timer ??= setTimeout(tick, TICK_MS)
  }

  return {
    within(ms, work) {
      due.set(work, Math.min(due.get(work) ?? Infinity, now() + ms))
      wait()
    },
    cancel: (work) => void due.delete(work),
  }
}
