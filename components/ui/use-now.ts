'use client'

import { createContext, useContext, useState, useSyncExternalStore } from 'react'
import { serverClock, serverNow } from '@/lib/client/server-clock'

/** The moment of the server's render: what hydration must repeat before the clock may tick. */
export const RenderedAt = createContext(0)

function createTicker(everyMs: number) {
  let now = serverNow()
  let timer: ReturnType<typeof setInterval> | undefined
  const listeners = new Set<() => void>()
  const tick = () => {
    now = serverNow()
    for (const listener of listeners) listener()
  }
  serverClock.subscribe(tick)
  return {
    get: () => (timer === undefined && serverNow() - now > everyMs ? (now = serverNow()) : now),
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

/** The server's time in Unix ms. All readers of a pace share one timer and see the same moment. */
export const useNow = (pace: 'slow' | 'fast'): number => useOfNow(pace, (now) => now)

/** What `valueAt` makes of the server's time in Unix ms; who asks is drawn again only when that is something else. */
export function useOfNow<T extends string | number | undefined>(pace: 'slow' | 'fast', valueAt: (now: number) => T): T {
  const renderedAt = useContext(RenderedAt)
  const { subscribe, get } = tickers[pace]
  return useSyncExternalStore(
    subscribe,
    () => valueAt(get()),
    () => valueAt(renderedAt),
  )
}

const never = () => () => {}

/** `onServer` on the server and while hydrating, then `value`. Where both are the same nothing is drawn anew. */
export const useInBrowser = <T extends string | number | boolean | undefined>(value: T, onServer: T): T =>
  useSyncExternalStore(
    never,
    () => value,
    () => onServer,
  )

/** False on the server and while hydrating, then true: for what only the browser knows, such as its time zone. */
export const useHydrated = () => useInBrowser(true, false)

/** Whether the server drew this first. It stays what it was, so that nothing is drawn anew for it. */
export function useDrawnByServer(): boolean {
  const [{ isServers, noteServer }] = useState(createDrawer)
  return useSyncExternalStore(never, isServers, noteServer)
}

/** React calls the second on the server and while it takes over what that drew, and the first everywhere else. */
function createDrawer() {
  let isServers = false
  return { isServers: () => isServers, noteServer: () => (isServers = true) }
}
