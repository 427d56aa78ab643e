'use client'

import { useCallback, useState } from 'react'
import { noSelection, select, type SelectionMove } from './selection'

/** The selection of a list over the entries that it has now. */
export function useList<T extends { readonly id: string }>(entries: readonly T[]) {
  const [selection, setSelection] = useState(noSelection)
  const onMove = useCallback(
    (move: SelectionMove) => {
      const ids = entries.map(({ id }) => id)
      setSelection((state) => select(state, ids, move))
    },
    [entries],
  )
  return { selection, onMove, chosen: entries.filter(({ id }) => selection.chosen.has(id)) }
}
