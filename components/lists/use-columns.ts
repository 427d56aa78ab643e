'use client'

import { useRemembered } from '@/components/kept/use-remembered'
import type { Column } from './column'

/** The columns that the reader wants to see of a list, remembered by this browser. */
export function useColumns<T>(list: string, columns: readonly Column<T>[]) {
  const [value, remember] = useRemembered(`columns-${list}`)
  const hidden = new Set(value.split(',').filter(Boolean))
  return {
    shown: columns.filter(({ id, lead }) => lead || !hidden.has(id)),
    choices: columns
      .filter(({ lead }) => !lead)
      .map(({ id, label, fromRem }) => ({
        id,
        label,
        fromRem,
        isShown: !hidden.has(id),
        onToggle() {
          if (!hidden.delete(id)) hidden.add(id)
          remember([...hidden].join(','))
        },
      })),
  }
}
