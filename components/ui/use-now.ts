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
export function useNow(pace: 'slow' | 'fast'): number {
  const renderedAt = useContext(RenderedAt)
  const { subscribe, get } = tickers[pace]
  return useSyncExternalStore(subscribe, get, () => renderedAt)
}

const never = () => () => {}

/** False on the server and while hydrating, then true: for what only the browser knows, such as its time zone. */
export const useHydrated = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
