'use client'

import type { ComponentType } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ShortcutName } from './shortcut-table'

interface DrawnKeys {
  readonly Keys: ComponentType<{ readonly name: ShortcutName }> | undefined
}

const drawnKeys = createStore<DrawnKeys>(() => ({ Keys: undefined }))

/** Called once, when the table of shortcuts has loaded, with what draws keys. */
export const setDrawnKeys = (Keys: NonNullable<DrawnKeys['Keys']>) => drawnKeys.setState({ Keys })

/** The keys of a shortcut beside what it does; nothing on machines without a keyboard. */
export function ShortcutHint({ name }: { name: ShortcutName }) {
  const Keys = useStore(drawnKeys, (state) => state.Keys)
  return (
    <span aria-hidden className="hidden shrink-0 text-meta opacity-90 wide:inline pointer-coarse:hidden">
      {Keys && <Keys name={name} />}
    </span>
  )
}
