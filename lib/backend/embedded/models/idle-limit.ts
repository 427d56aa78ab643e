/** Ends what waits too long. Only the waiting counts, not what is done with a value in between. */
export interface IdleLimit {
  /** Aborted by the limit, or together with the signal it was made from. */
  readonly signal: AbortSignal
  readonly isExceeded: () => boolean
  /** Waits for the promise; rejects as soon as the signal is aborted, even if the promise does not care. */
  readonly until: <T>(promise: Promise<T>) => Promise<T>
  /** Lets go of the timer and of the outer signal, and aborts what is still underway. */
  readonly close: () => void
}

export function createIdleLimit(idleMs: number, outer: AbortSignal): IdleLimit {
  const controller = new AbortController()
  const { signal } = controller
  let exceeded = false
  const follow = () => controller.abort(outer.reason)
  outer.addEventListener('abort', follow, { once: true })
  if (outer.aborted) follow()

  return {
    signal,
    isExceeded: () => exceeded,
    async until(promise) {
      const timer = setTimeout(() => {
        exceeded = true
        controller.abort()
      }, idleMs)
      let stop: (() => void) | undefined
      const aborted = new Promise<never>((_, reject) => {
        stop = () => reject(signal.reason)
        signal.addEventListener('abort', stop, { once: true })
        if (signal.aborted) stop()
      })
      try {
        return await Promise.race([promise, aborted])
      } finally {
        clearTimeout(timer)
        if (stop) signal.removeEventListener('abort', stop)
      }
    },
    close() {
      outer.removeEventListener('abort', follow)
      controller.abort()
    },
  }
}
