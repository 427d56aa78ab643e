import type { ReactNode } from 'react'

/** A column of a list. On a phone only the `lead` and columns with `phone` are shown, and zoomed in only the lead. */
export interface Column<T> {
  readonly id: string
  readonly label: string
  /** The class of its width; the lead takes what is left. */
  readonly width?: string
  /** Shown in windows of at least this width, in rem. */
  readonly fromRem?: keyof typeof fromClass
  readonly align?: 'end'
  /** The name of the row, with its link; always shown. */
  readonly lead?: boolean
  readonly phone?: boolean
  /** What the list can be ordered by here. */
  readonly sort?: string
  readonly cell: (entry: T) => ReactNode
}

const fromClass = {
  72: 'wide:max-[72rem]:hidden',
  80: 'wide:max-[80rem]:hidden',
  100: 'wide:max-[100rem]:hidden',
} as const

/** The classes that a column's head and cells share. */
export const columnClass = <T>({ lead, phone, align, width = '', fromRem }: Column<T>) =>
  [
    lead ? '' : phone ? 'tight:hidden' : 'hidden wide:table-cell',
    align === 'end' ? 'text-right' : 'text-left',
    width,
    fromRem ? fromClass[fromRem] : '',
  ].join(' ')
