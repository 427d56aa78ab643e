'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'

/** The moment of the server's render: what hydration must repeat before the clock may tick. */
export const RenderedAt = createContext(0)

function createTicker(everyMs: number) {
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const listeners = new Set<() => void>()
  const tick = () => {
    now = Date.now()
    for (const listener of listeners) listener()
  }
  return {
    get: () => (timer === undefined && Date.now() - now > everyMs ? (now = Date.now()) : now),
    subscribe(listener: () => void) {
      listeners.add(listener)
      timer ??= setInterval(tick, everyMs)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

const tickers = { slow: createTicker(10_000), fast: createTicker(500) }

/** The current time in Unix ms. All readers of a pace share one timer and see the same moment. */
export const useNow = (pace: 'slow' | 'fast'): number => useOfNow(pace, (now) => now)

/** What `tell` makes of the current time in Unix ms; who asks is drawn again only when that is something else. */
export function useOfNow<T extends string | number | undefined>(pace: 'slow' | 'fast', tell: (now: number) => T): T {
  const renderedAt = useContext(RenderedAt)
  const { subscribe, get } = tickers[pace]
  return useSyncExternalStore(
    subscribe,
    () => tell(get()),
    () => tell(renderedAt),
  )
}

const never = () => () => {}

/** False on the server and while hydrating, then true: for what only the browser knows, such as its time zone. */
export const useHydrated = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
