'use client'

import type { ComponentType } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ShortcutName } from './shortcut-table'

interface DrawnKeys {
  readonly Keys: ComponentType<{ readonly name: ShortcutName }> | undefined
}

const drawnKeys = createStore<DrawnKeys>(() => ({ Keys: undefined }))

/** Told once, by what has loaded the table of shortcuts: how its keys are drawn. */
export const drawKeys = (Keys: NonNullable<DrawnKeys['Keys']>) => drawnKeys.setState({ Keys })

/** A shortcut beside what it does, as this machine's keyboard shows it; not where there is none. */
export function ShortcutHint({ name }: { name: ShortcutName }) {
  const Keys = useStore(drawnKeys, (state) => state.Keys)
  return (
    <span aria-hidden className="hidden shrink-0 text-meta opacity-90 wide:inline pointer-coarse:hidden">
      {Keys && <Keys name={name} />}
    </span>
  )
}
