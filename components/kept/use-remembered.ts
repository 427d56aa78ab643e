'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/** Has this browser remember a choice under a key. */
export function remember(key: string, value: string) {
  localStorage.setItem(key, value)
  for (const listener of listeners) listener()
}

/** A choice that this browser remembers under a key; an empty string when there is none, and on the server. */
export function useRemembered(key: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key) ?? '',
    () => '',
  )
  return [value, (next) => remember(key, next)]
}
