'use client'

import { useMemo, useState } from 'react'
import type { Row } from '@/lib/inspector/timeline-row'

export interface Branches {
  /** The rows that are not folded away. */
  readonly rows: readonly Row[]
  /** Whether the calls of a step are shown; null for a row that has none. */
  readonly stateOf: (row: Row) => 'open' | 'closed' | null
  /** Shows or hides a step's calls; true, so that keys can tell that something was done. */
  readonly toggle: (id: string) => true
}

/** Which steps show their calls: all, until one is closed. The selected row is never hidden. */
export function useBranches(rows: readonly Row[], selected: string | null): Branches {
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => new Set())
  const parents = useMemo(() => new Set(rows.map(({ parentId }) => parentId)), [rows])
  const selectedParent = rows.find(({ id }) => id === selected)?.parentId
  const isClosed = (id: string) => closed.has(id) && id !== selectedParent
  const shown = closed.size === 0 ? rows : rows.filter(({ parentId }) => parentId === null || !isClosed(parentId))

  function toggle(id: string): true {
    const next = new Set(closed)
    if (isClosed(id)) next.delete(id)
    else next.add(id)
    setClosed(next)
    return true
  }

  return {
    rows: shown,
    stateOf: ({ id }) => (parents.has(id) ? (isClosed(id) ? 'closed' : 'open') : null),
    toggle,
  }
}
