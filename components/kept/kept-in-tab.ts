'use client'

import { useCallback } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

// What was typed and not sent, and where the reader stood: kept for this tab, over other pages and reloads, and gone
// with the tab or with signing out. Nothing that is a secret belongs here.
const PREFIX = 'kept:'

const store = createStore<Readonly<Record<string, unknown>>>(() => ({}))
// Not as the initial state, which has to match what the server rendered.
if (typeof window !== 'undefined') store.setState(storedInTab())

function storedInTab(): Record<string, unknown> {
  const names = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX))
  return Object.fromEntries(
    names.map((key) => [key.slice(PREFIX.length), JSON.parse(sessionStorage.getItem(key) ?? 'null') as unknown]),
  )
}

/** The value that is kept under a name; its type is that of the caller. */
export const keptUnder = <T>(name: string) => store.getState()[name] as T | undefined

function show(name: string, value: unknown) {
  const { [name]: _before, ...others } = store.getState()
  store.setState(value === undefined ? others : { ...others, [name]: value }, true)
}

/** Keeps a value that JSON can say; undefined forgets it. */
export function keep(name: string, value: unknown) {
  show(name, value)
  unstored.delete(name)
  if (value === undefined) return sessionStorage.removeItem(PREFIX + name)
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // The value exceeds the quota, so it is kept in memory only; an older stored value would be wrong.
    sessionStorage.removeItem(PREFIX + name)
  }
}

const REST_MS = 1_000
/** What is stored at the next pause, or when the page is left. */
const unstored = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined

function storeAll() {
  for (const name of unstored) keep(name, store.getState()[name])
}
if (typeof window !== 'undefined') addEventListener('pagehide', storeAll)

/** Like `keep`, for values that change with each key press: storing a long text takes longer than a frame. */
function keepTyped(name: string, value: unknown) {
  if (value === undefined) return keep(name, value)
  show(name, value)
  unstored.add(name)
  clearTimeout(timer)
  timer = setTimeout(storeAll, REST_MS)
}

/** Forgets all. */
export function forgetKept() {
  for (const name of Object.keys(store.getState())) keep(name, undefined)
}

/** What is kept under a name, and how to keep what is typed there or, with undefined, nothing. */
export function useKept<T>(name: string): [T | undefined, (value: T | undefined) => void] {
  const value = useStore(store, (kept) => kept[name] as T | undefined)
  return [value, useCallback((next) => keepTyped(name, next), [name])]
}
