'use client'

import { useState } from 'react'

/** What was taken out of a list, and where it stood. */
interface Removal<Item> {
  readonly item: Item
  readonly index: number
}

/** Takes items out of a list and, the last one first, puts them back where they stood. */
export function useRemovals<Item>(items: readonly Item[], onItems: (items: readonly Item[]) => void) {
  const [removals, setRemovals] = useState<readonly Removal<Item>[]>([])
  const last = removals.at(-1)
  return {
    last: last?.item,
    remove(index: number) {
      const item = items[index]
      if (item === undefined) return
      setRemovals([...removals, { item, index }])
      onItems(items.toSpliced(index, 1))
    },
    undo() {
      if (!last) return
      setRemovals(removals.slice(0, -1))
      onItems(items.toSpliced(last.index, 0, last.item))
    },
  }
}
