'use client'

import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ShortcutName } from './shortcut-table'

interface KeysStore {
  readonly draw: (name: ShortcutName) => ReactNode
}

const keysStore = createStore<KeysStore>(() => ({ draw: () => null }))

/** Called once, when the table of shortcuts has loaded, with what draws keys. */
export const setDrawKeys = (draw: KeysStore['draw']) => keysStore.setState({ draw })

/** The keys of a shortcut beside what it does; nothing on machines without a keyboard. */
export function ShortcutHint({ name }: { name: ShortcutName }) {
  const draw = useStore(keysStore, (state) => state.draw)
  return (
    <span aria-hidden className="hidden shrink-0 text-meta opacity-90 wide:inline pointer-coarse:hidden">
      {draw(name)}
    </span>
  )
}
