export type Slots = ReturnType<typeof createSlots>

/** Lets at most `count` hold a place at a time; the others wait in order. */
export function createSlots(count: number) {
  let free = count
  const waiting: (() => void)[] = []

  function release() {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }

  return {
    /** Resolves to the function that gives the place back; rejects with the signal's reason when aborted before. */
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
