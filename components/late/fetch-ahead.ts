import { lineStore } from '@/components/connection/line-store'

// Small parts that nearly everybody asks for, fetched while nothing else is to do, so that they are here when the
// network is not.
const waiting: (() => Promise<unknown>)[] = []
let isBegun = false
let isFetching = false

/** Registers a part to be fetched ahead; its load must not reject. */
export function fetchLater(load: () => Promise<unknown>) {
  waiting.push(load)
  if (isBegun) void fetchWaiting()
}

/** Starts fetching the registered parts, one after the other, while the server can be reached. */
export function fetchAhead() {
  if (isBegun) return
  isBegun = true
  lineStore.subscribe(() => void fetchWaiting())
  void fetchWaiting()
}

async function fetchWaiting() {
  if (isFetching) return
  isFetching = true
  while (waiting.length > 0 && lineStore.getState().line === 'open') {
    await idle()
    await waiting.shift()?.()
  }
  isFetching = false
}

/** Resolves when the page is idle; Safari cannot tell, and waits a moment. */
const idle = () =>
  new Promise<void>((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve())
    else setTimeout(resolve, 200)
  })
