import type { ReactNode } from 'react'

/**
 * A column of a list on wide screens. On a phone only the `lead` and those with `phone` stand, and zoomed in only the
 * lead.
 */
export interface Column<T> {
  readonly id: string
  readonly label: string
  /** The class of its width; the lead takes what is left. */
  readonly width?: string
  readonly align?: 'end'
  /** What the row is called, with its link; always there. */
  readonly lead?: boolean
  readonly phone?: boolean
  /** What the list can be ordered by here. */
  readonly sort?: string
  readonly cell: (entry: T) => ReactNode
}

/** The classes that a column's head and cells share. */
export const columnClass = <T>({ lead, phone, align, width = '' }: Column<T>) =>
  `${lead ? '' : phone ? 'tight:hidden' : 'hidden wide:table-cell'} ${align === 'end' ? 'text-right' : 'text-left'} ${width}`
