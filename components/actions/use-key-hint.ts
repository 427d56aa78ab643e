'use client'

import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ShortcutName } from './shortcut-table'

interface KeyHint {
  readonly title: string
  readonly 'aria-keyshortcuts'?: string | undefined
}

interface HintStore {
  readonly hintOf: (label: string, name: ShortcutName) => KeyHint
}

const hintStore = createStore<HintStore>(() => ({ hintOf: (label) => ({ title: label }) }))

/** Called once, when the table of shortcuts has loaded, with what reads it. */
export const setHintOf = (hintOf: HintStore['hintOf']) => hintStore.setState({ hintOf })

/** The attributes by which a button shows its shortcut of one stroke, on hover and to screen readers. */
export const useKeyHint = () => useStore(hintStore, ({ hintOf }) => hintOf)
