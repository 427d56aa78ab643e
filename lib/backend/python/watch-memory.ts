import { type Use, useOf } from './process-tree'

const EVERY_MS = 250

/**
 * Looks at what a process and those that it started hold, and calls `onExceeded` once that is more than `bytes`. The
 * process looks, too, but what runs in it could have taken its eyes. Only Linux tells; elsewhere nothing is watched.
 * Returns what ends it.
 */
export const watchMemory = (pid: number, bytes: number, onExceeded: () => void) =>
  watchUse(pid, EVERY_MS, (use) => {
    if (use.bytes > bytes) onExceeded()
  })

/** Looks every so often; one look at a time. Returns what ends it. */
export function watchUse(pid: number, everyMs: number, onUse: (use: Use) => void): () => void {
  if (process.platform !== 'linux') return () => {}
  let isLooking = false
  let isOver = false
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    void useOf(pid).then((use) => {
      isLooking = false
      if (!isOver) onUse(use)
    })
  }, everyMs)
  timer.unref()
  return () => {
    isOver = true
    clearInterval(timer)
  }
}
