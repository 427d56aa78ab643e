/** How long an endpoint may send nothing, in milliseconds. */
export interface IdleTimeouts {
  /** Before the first word of its answer: models are loaded, and long prompts read. */
  readonly firstMs: number
  /** Between the words. */
  readonly idleMs: number
}

/** Ends what waits too long. Only the waiting counts, not what is done with a value in between. */
export interface IdleLimit {
  /** Aborted by the limit, or together with the signal it was made from. */
  readonly signal: AbortSignal
  readonly isExceeded: () => boolean
  /** What it lets one waiting take by now, in milliseconds. */
  readonly ms: () => number
  /** The first word of the answer is there. */
  readonly begin: () => void
  /** Waits for the promise; rejects as soon as the signal is aborted, even if the promise does not care. */
  readonly until: <T>(promise: Promise<T>) => Promise<T>
  /** From now on all waiting together has this time, whatever comes meanwhile. */
  readonly endWithin: (graceMs: number) => void
  /** Lets go of the timer and of the outer signal, and aborts what is still underway. */
  readonly close: () => void
}

export function createIdleLimit({ firstMs, idleMs }: IdleTimeouts, outer: AbortSignal): IdleLimit {
  const controller = new AbortController()
  const { signal } = controller
  let exceeded = false
  let ms = firstMs
  let end: NodeJS.Timeout | undefined
  const exceed = () => {
    exceeded = true
    controller.abort()
  }
  const follow = () => controller.abort(outer.reason)
  outer.addEventListener('abort', follow, { once: true })
  if (outer.aborted) follow()

  return {
    signal,
    isExceeded: () => exceeded,
    ms: () => ms,
    begin() {
      ms = idleMs
    },
    async until(promise) {
      const timer = setTimeout(exceed, ms)
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
    endWithin(graceMs) {
      clearTimeout(end)
      end = setTimeout(exceed, graceMs)
    },
    close() {
      clearTimeout(end)
      outer.removeEventListener('abort', follow)
      controller.abort()
    },
  }
}
