'use client'

import type { KeyboardEvent, MouseEvent } from 'react'
import { pressedOf } from '@/components/actions/pressed'
import type { Row } from '@/lib/inspector/timeline-row'
import type { Branches } from './use-branches'

/** How many rows Page Up and Page Down pass. */
const PAGE_ROWS = 10

interface RowKeysInput {
  /** Those that are not folded away. */
  readonly rows: readonly Row[]
  readonly branches: Branches
  readonly onSelect: (row: Row) => void
  /** Brings a row into the part of the list that is drawn. */
  readonly reveal: (index: number) => void
}

/**
 * Clicks and keys of a tree of rows that carry `data-row`. Up, Down, Home, End and the page keys move; Right opens a
 * step or goes to its first call, Left closes it or goes to the step of a call; Enter and Space select.
 */
export function useRowKeys({ rows, branches, onSelect, reveal }: RowKeysInput) {
  const indexOf = (target: EventTarget) => {
    const id = target instanceof Element ? target.closest('[data-row]')?.getAttribute('data-row') : undefined
    return rows.findIndex((row) => row.id === id)
  }

  function selectAt(index: number) {
    const row = rows[index]
    if (row) onSelect(row)
  }

  function moveTo(index: number, list: Element) {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)]
    if (!row) return
    reveal(rows.indexOf(row))
    // A row far away is drawn with the next frame only; one in sight has the focus before the next key comes.
    if (!focusRow(list, row.id)) requestAnimationFrame(() => focusRow(list, row.id))
  }

  function onClick(event: MouseEvent) {
    const index = indexOf(event.target)
    const isToggle = event.target instanceof Element && event.target.closest('[data-toggle]') !== null
    if (isToggle && rows[index]) branches.toggle(rows[index].id)
    else selectAt(index)
  }

  /** Where an arrow to the side leads from a row; undefined where it opened or closed the row instead. */
  function sideways(way: 'unfold' | 'fold', index: number): number | undefined {
    const row = rows[index]
    const state = row && branches.stateOf(row)
    if (!row || (state === (way === 'unfold' ? 'closed' : 'open') && branches.toggle(row.id))) return undefined
    if (way === 'unfold') return state === 'open' ? index + 1 : index
    return row.parentId === null ? index : rows.findIndex(({ id }) => id === row.parentId)
  }

  function onKeyDown(event: KeyboardEvent) {
    const index = indexOf(event.target)
    const move = pressedOf<() => number | undefined | void>(event, {
      row_down: () => index + 1,
      row_up: () => index - 1,
      row_unfold: () => sideways('unfold', index),
      row_fold: () => sideways('fold', index),
      row_page_down: () => index + PAGE_ROWS,
      row_page_up: () => index - PAGE_ROWS,
      row_first: () => 0,
      row_last: () => rows.length - 1,
      row_select: () => selectAt(index),
    })
    if (!move || index < 0) return
    event.preventDefault()
    const to = move()
    if (typeof to === 'number') moveTo(to, event.currentTarget)
  }

  return { onClick, onKeyDown }
}

function focusRow(list: Element, id: string): boolean {
  const element = list.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)
  element?.focus()
  return element !== null
}
