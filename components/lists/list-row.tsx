'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { columnClass } from './column'
import type { ListGridProps } from './list-grid-props'

interface ListRowProps<T> extends ListGridProps<T> {
  readonly index: number
  readonly isActive: boolean
  readonly mayChoose: boolean
}

/** One row of a list, of the height that all rows have. It is not drawn anew while the list is measured or scrolls. */
// Of a component of any entries React's type keeps only those of one kind.
export const ListRow = memo(Row) as typeof Row

function Row<T extends { readonly id: string }>(props: ListRowProps<T>) {
  const { entries, columns, nameOf, selection, onMove, actions, index, isActive, mayChoose } = props
  const t = useTranslations('lists')
  const entry = entries[index]!
  const isChosen = selection.chosen.has(entry.id)
  return (
    <tr
      data-row={index}
      data-takes-focus={isActive || undefined}
      tabIndex={isActive ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={mayChoose ? isChosen : undefined}
      className={`relative h-16 border-b border-line -outline-offset-2 focus-visible:shadow-none wide:h-9
        scroll-mt-10 scroll-mb-20 aria-selected:bg-sunken`}
    >
      {mayChoose && (
        <td className="relative z-10 w-9 px-0">
          <label className="touch -ml-2 flex size-8 items-center justify-center">
            <input
              type="checkbox"
              tabIndex={-1}
              checked={isChosen}
              aria-label={t('select_one', { name: nameOf(entry) })}
              onChange={({ nativeEvent }) =>
                onMove({
                  type: nativeEvent instanceof MouseEvent && nativeEvent.shiftKey ? 'extend' : 'toggle',
                  to: index,
                })
              }
              className="size-4 accent-ink"
            />
          </label>
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} className={`truncate px-2 tight:px-0 ${columnClass(column)}`}>
          {column.cell(entry)}
        </td>
      ))}
      {actions && <td className="relative z-10 w-10 px-0 text-right">{actions(entry)}</td>}
    </tr>
  )
}
