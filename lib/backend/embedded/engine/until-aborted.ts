/**
 * Hands on what a source says until the signal is aborted: then it throws the signal's reason at once, whether or not
 * the source heeds the signal.
 */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  const stop: { now: () => void } = { now: () => undefined }
  const aborted = new Promise<never>((_, reject) => {
    stop.now = () => reject(signal.reason)
  })
  aborted.catch(() => undefined)
  signal.addEventListener('abort', stop.now, { once: true })
  try {
    signal.throwIfAborted()
    for (;;) {
      const { done, value } = await Promise.race([iterator.next(), aborted])
      if (done) return
      yield value
    }
  } finally {
    signal.removeEventListener('abort', stop.now)
    // Nobody waits for a source that may be in the middle of something.
    void iterator.return?.().catch(() => undefined)
  }
}
