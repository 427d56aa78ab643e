import type { ReactNode } from 'react'
import type { ShortcutName } from '@/components/actions/shortcut-table'

/** The headings of the palette, in their order. */
export const paletteGroups = ['page', 'assistants', 'threads', 'runs', 'messages', 'go', 'do', 'settings'] as const
type PaletteGroup = (typeof paletteGroups)[number]

export interface PaletteItem {
  readonly id: string
  readonly group: PaletteGroup
  readonly label: string
  /** Stands behind the label, quieter: an id, a time. */
  readonly note?: ReactNode
  readonly mark?: ReactNode
  readonly shortcut?: ShortcutName
  readonly isCurrent?: boolean
  readonly run: () => void
}
