import type { Clock } from '@/lib/backend/clock'

/** A machine that slept, or whose clock was set, is noticed within this time. */
const CHECK_MS = 30_000

export type Deadlines = ReturnType<typeof createDeadlines>

/**
 * Calls back when the clock has come to a moment, or when so much time has passed, whichever is first: clocks are set,
 * and timers stand still while a machine sleeps. One callback per id; another takes the place of the first. Keeps no
 * process alive.
 */
export function createDeadlines(clock: Clock) {
  const timers = new Map<string, NodeJS.Timeout>()
  const leftOf = new Map<string, () => number>()

  function clear(id: string) {
    clearTimeout(timers.get(id))
    timers.delete(id)
    leftOf.delete(id)
  }

  return {
    clear,
    /** Whether the moment of this id has come, though no timer has noticed yet. */
    isOver: (id: string) => leftOf.get(id)?.() === 0,
    set(id: string, atMs: number, callback: () => void) {
      clear(id)
      const end = performance.now() + atMs - clock()
      const left = () => Math.max(0, Math.min(atMs - clock(), end - performance.now()))
      const check = () => {
        if (left() > 0) return wait()
        timers.delete(id)
        callback()
      }
      leftOf.set(id, left)
      // A timer may come a little early by the clock.
      const wait = () => void timers.set(id, setTimeout(check, Math.min(CHECK_MS, Math.ceil(left()))).unref())
      wait()
    },
    clearAll() {
      for (const id of [...timers.keys()]) clear(id)
    },
  }
}
