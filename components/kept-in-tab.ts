'use client'

import { useCallback } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

// What was typed and not sent, and where the reader stood: kept for this tab, over other pages and reloads, and gone
// with the tab or with signing out. Nothing that is a secret belongs here.
const PREFIX = 'kept:'

const store = createStore<Readonly<Record<string, unknown>>>(() => ({}))
// Not as the store's initial state, which is what the server has drawn.
if (typeof window !== 'undefined') store.setState(storedInTab())

function storedInTab(): Record<string, unknown> {
  const names = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX))
  return Object.fromEntries(
    names.map((key) => [key.slice(PREFIX.length), JSON.parse(sessionStorage.getItem(key) ?? 'null') as unknown]),
  )
}

/** What is kept under a name; its shape is that of whoever keeps it. */
export const keptUnder = <T>(name: string) => store.getState()[name] as T | undefined

/** Keeps a value that JSON can say; undefined forgets it. */
export function keep(name: string, value: unknown) {
  const { [name]: _before, ...others } = store.getState()
  store.setState(value === undefined ? others : { ...others, [name]: value }, true)
  if (value === undefined) return sessionStorage.removeItem(PREFIX + name)
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // More than a browser stores for a tab: it is kept as long as the document. What was stored before would be wrong.
    sessionStorage.removeItem(PREFIX + name)
  }
}

/** Forgets all. */
export function forgetKept() {
  for (const name of Object.keys(store.getState())) keep(name, undefined)
}

/** What is kept under a name, and how to keep another value or, with undefined, none. */
export function useKept<T>(name: string): [T | undefined, (value: T | undefined) => void] {
  const value = useStore(store, (kept) => kept[name] as T | undefined)
  return [value, useCallback((next) => keep(name, next), [name])]
}
