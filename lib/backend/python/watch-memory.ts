import { readFile } from 'node:fs/promises'

const EVERY_MS = 250
const PAGE = 4_096

/**
 * Looks at what a process and those that it started hold, and calls `onExceeded` once that is more than `bytes`. The
 * process looks, too, but what runs in it could have taken its eyes. Only Linux tells; elsewhere nothing is watched.
 * Returns what ends it.
 */
export function watchMemory(pid: number, bytes: number, onExceeded: () => void): () => void {
  if (process.platform !== 'linux') return () => {}
  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    void heldBy(pid).then((held) => {
      isLooking = false
      if (held > bytes) onExceeded()
    })
  }, EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

async function heldBy(pid: number): Promise<number> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '')
  const [size, children] = await Promise.all([read('statm'), read(`task/${pid}/children`)])
  const own = Number(size.split(' ')[1] ?? 0) * PAGE
  const below = await Promise.all(
    children
      .split(' ')
      .filter(Boolean)
      .map((child) => heldBy(Number(child))),
  )
  return below.reduce((sum, held) => sum + held, own)
}
