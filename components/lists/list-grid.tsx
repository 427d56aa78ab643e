'use client'

import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import { useMay } from '@/components/ui/permissions'
import { drawnOf } from './drawn-rows'
import type { ListGridProps } from './list-grid-props'
import { ListHead } from './list-head'
import { ListRow } from './list-row'
import { useListKeys } from './use-list-keys'
import { usePageRows } from './use-page-rows'

/** A further page is asked for when the last row drawn is this near to the end. */
const NEAR_ROWS = 20

/**
 * A long list: only what is in sight is drawn. One row can be reached by Tab; arrows move, Shift with arrows and Space
 * choose, Enter opens.
 */
export function ListGrid<T extends { readonly id: string }>(props: ListGridProps<T>) {
  const { label, entries, selection, onMove, onRemove, removeNeeds, chooseNeeds, hasMore, onNearEnd } = props
  const may = useMay()
  const [mayRemove, mayChoose] = [may(removeNeeds), may(chooseNeeds)]
  const body = useRef<HTMLTableSectionElement>(null)
  const movedByKey = useRef(false)
  const { range, rowPx } = usePageRows(body, entries.length)
  const at = Math.min(selection.at, entries.length - 1)
  const isNear = hasMore && range.end > entries.length - NEAR_ROWS && range.first > 0

  useEffect(() => {
    if (isNear) onNearEnd()
  }, [isNear, onNearEnd])

  const rowAt = (index: number) => body.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)
  useLayoutEffect(() => {
    if (!movedByKey.current) return
    movedByKey.current = false
    rowAt(at)?.focus({ preventScroll: true })
    rowAt(at)?.scrollIntoView({ block: 'nearest' })
  })
  useKeptFocus(body, () => rowAt(at)?.focus({ preventScroll: true }))

  const onKeyDown = useListKeys({
    selection,
    count: entries.length,
    onMove(move) {
      if (!mayChoose && move.type !== 'go') return
      movedByKey.current = true
      onMove(move)
    },
    onOpen: (index) => rowAt(index)?.querySelector('a')?.click(),
    onRemove: () => mayRemove && entries[at] && onRemove(entries[at]),
  })

  return (
    <table
      role="grid"
      aria-label={label}
      aria-multiselectable={mayChoose || undefined}
      aria-rowcount={hasMore ? -1 : entries.length + 1}
      className="w-full table-fixed border-collapse text-left"
    >
      <ListHead {...props} mayChoose={mayChoose} />
      <tbody ref={body} onKeyDown={onKeyDown}>
        {drawnOf(range, at, entries.length).map((drawn, place, all) =>
          drawn.type === 'row' ? (
            <ListRow
              key={entries[drawn.index]!.id}
              {...props}
              index={drawn.index}
              isActive={drawn.index === at}
              mayChoose={mayChoose}
            />
          ) : (
            <tr key={`gap ${place === all.length - 1 ? 'below' : place}`} aria-hidden>
              <td style={{ height: drawn.rows * rowPx, padding: 0 }} />
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}

/** When the row that has the focus goes, the next one gets it. */
function useKeptFocus(body: RefObject<HTMLElement | null>, focus: () => void) {
  const hadFocus = useRef(false)
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      const element = target instanceof Element ? target : null
      // A dialog about the row returns the focus itself.
      if (!element?.closest('dialog')) hadFocus.current = body.current?.contains(element) ?? false
    }
    document.addEventListener('focusin', onFocus)
    return () => document.removeEventListener('focusin', onFocus)
  }, [body])
  useLayoutEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) focus()
  })
}
