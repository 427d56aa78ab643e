import type { ReactNode } from 'react'
import type { Permission } from '@/lib/protocol/people'
import type { Column } from './column'
import type { ListOrder } from './list-order'
import type { Selection, SelectionMove } from './selection'

export interface ListGridProps<T> {
  readonly label: string
  readonly entries: readonly T[]
  readonly columns: readonly Column<T>[]
  readonly nameOf: (entry: T) => string
  readonly selection: Selection
  readonly onMove: (move: SelectionMove) => void
  /** The permission without which nothing could be done with chosen rows: then none can be chosen. */
  readonly chooseNeeds?: Permission
  /** Deletes or cancels the chosen rows, or else the current one. */
  readonly onRemove: (entry: T) => void
  /** The permission that this takes. */
  readonly removeNeeds: Permission
  /** What can be done with a row: a menu at its end. */
  readonly actions?: (entry: T) => ReactNode
  /** How the rows stand; pressing the head of a column that has a `sort` asks for another order. */
  readonly order?: ListOrder
  readonly onOrder?: (order: ListOrder) => void
  readonly hasMore: boolean
  readonly onNearEnd: () => void
}
