/** Waits between two tries: `ms`, or until the browser is online again or `signal` aborts. Never rejects. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  // There is none where pages are drawn on the server.
  const browser = typeof window === 'undefined' ? undefined : window
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      browser?.removeEventListener('online', done)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    browser?.addEventListener('online', done)
    signal?.addEventListener('abort', done)
  })
}
