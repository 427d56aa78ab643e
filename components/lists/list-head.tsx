'use client'

import { useTranslations } from 'next-intl'
import { columnClass } from './column'
import type { ListGridProps } from './list-grid'

/** The names of a list's columns, and the box that chooses all. They stay in sight. */
export function ListHead<T extends { readonly id: string }>(props: ListGridProps<T>) {
  const { entries, columns, selection, onMove, actions } = props
  const t = useTranslations('lists')
  const count = entries.filter(({ id }) => selection.chosen.has(id)).length
  const isAll = entries.length > 0 && count === entries.length
  const look = `sticky top-(--shell-top) z-20 h-8 bg-paper text-meta font-medium text-muted
    shadow-[inset_0_-1px_0_var(--line)] short:static`
  return (
    <thead>
      <tr>
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
        {columns.map((column) => (
          <th key={column.id} scope="col" className={`${look} truncate px-2 ${columnClass(column)}`}>
            {column.label}
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
