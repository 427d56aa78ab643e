export type Slots = ReturnType<typeof createSlots>

/** Lets at most `count` of each kind hold a place at a time; the others of that kind wait in order. */
export function createSlots(count: number) {
  const queues = new Map<string, ReturnType<typeof createQueue>>()
  const holders = new Set<AbortSignal>()
  return {
    /** Resolves to the function that gives the place back; rejects with the signal's reason when aborted before. */
    async acquire(kind: string, signal: AbortSignal): Promise<() => void> {
      const queue = queues.get(kind) ?? createQueue(count)
      queues.set(kind, queue)
      const release = await queue.acquire(signal)
      holders.add(signal)
      return () => {
        holders.delete(signal)
        release()
      }
    },

    /** Whether whoever has this signal holds a place now. */
    isHeldBy: (signal: AbortSignal) => holders.has(signal),
  }
}

function createQueue(count: number) {
  let free = count
  const waiting: (() => void)[] = []

  function release() {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }

  return {
    async acquire(signal: AbortSignal): Promise<() => void> {
      signal.throwIfAborted()
      if (free > 0) {
        free -= 1
        return release
      }
      await new Promise<void>((resolve, reject) => {
        const leave = () => {
          waiting.splice(waiting.indexOf(enter), 1)
          reject(signal.reason)
        }
        const enter = () => {
          signal.removeEventListener('abort', leave)
          resolve()
        }
        waiting.push(enter)
        signal.addEventListener('abort', leave, { once: true })
      })
      return release
    },
  }
}
