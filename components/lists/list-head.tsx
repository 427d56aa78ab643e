'use client'

import { useTranslations } from 'next-intl'
import { columnClass, type Column } from './column'
import type { ListGridProps } from './list-grid-props'
import { turned } from './list-order'

interface ListHeadProps<T> extends ListGridProps<T> {
  readonly mayChoose: boolean
}

/** The names of a list's columns, and the box that chooses all. They stay in sight. */
export function ListHead<T extends { readonly id: string }>(props: ListHeadProps<T>) {
  const { entries, columns, selection, onMove, actions, order, onOrder, mayChoose } = props
  const t = useTranslations('lists')
  const count = entries.filter(({ id }) => selection.chosen.has(id)).length
  const isAll = entries.length > 0 && count === entries.length
  const look = `sticky top-(--shell-top) z-20 h-8 bg-paper text-meta font-medium text-muted
    shadow-[inset_0_-1px_0_var(--line)] short:static`
  return (
    <thead>
      <tr>
        {mayChoose && (
          <th scope="col" className={`${look} w-9`}>
            <span className="sr-only">{t('select')}</span>
            <label className="touch -ml-2 flex size-8 items-center justify-center">
              <input
                type="checkbox"
                checked={isAll}
                ref={(box) => {
                  if (box) box.indeterminate = count > 0 && !isAll
                }}
                aria-label={t('select_all')}
                onChange={() => onMove({ type: isAll ? 'none' : 'all' })}
                className="size-4 accent-ink"
              />
            </label>
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            aria-sort={order && order.sort === column.sort ? sortWords[order.order] : undefined}
            className={`${look} truncate px-2 ${columnClass(column)}`}
          >
            <ColumnHead column={column} order={order} onOrder={onOrder} />
          </th>
        ))}
        {actions && (
          <th scope="col" className={`${look} w-10`}>
            <span className="sr-only">{t('actions')}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

const sortWords = { asc: 'ascending', desc: 'descending' } as const

interface ColumnHeadProps<T> extends Pick<ListGridProps<T>, 'order' | 'onOrder'> {
  readonly column: Column<T>
}

/** The name of a column, and the way to order the list by it. */
function ColumnHead<T>({ column: { label, sort }, order, onOrder }: ColumnHeadProps<T>) {
  if (!sort || !order || !onOrder) return label
  const mark = order.sort === sort ? (order.order === 'asc' ? '↑' : '↓') : ''
  return (
    <button type="button" className="touch rounded-chip hover:text-ink" onClick={() => onOrder(turned(order, sort))}>
      {label}
      {mark && <span aria-hidden> {mark}</span>}
    </button>
  )
}
