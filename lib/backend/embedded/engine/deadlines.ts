import type { Clock } from '../clock'

export type Deadlines = ReturnType<typeof createDeadlines>

/** Calls back at a moment, one per id; setting another takes the place of the first. Keeps no process alive. */
export function createDeadlines(clock: Clock) {
  const timers = new Map<string, NodeJS.Timeout>()

  function clear(id: string) {
    clearTimeout(timers.get(id))
    timers.delete(id)
  }

  return {
    clear,
    set(id: string, atMs: number, callback: () => void) {
      clear(id)
      const timer = setTimeout(
        () => {
          timers.delete(id)
          callback()
        },
        Math.max(0, atMs - clock()),
      )
      timers.set(id, timer.unref())
    },
    clearAll() {
      for (const id of [...timers.keys()]) clear(id)
    },
  }
}
