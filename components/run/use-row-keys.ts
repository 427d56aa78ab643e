'use client'

import type { KeyboardEvent, MouseEvent } from 'react'
import type { Row } from '@/lib/run/timeline'

interface RowKeysInput {
  readonly rows: readonly Row[]
  readonly onSelect: (row: Row) => void
  /** Brings a row into the part of the list that is drawn. */
  readonly reveal: (index: number) => void
}

/** Clicks and keys of a list whose rows carry `data-row`: arrows, Home and End move, Enter and Space select. */
export function useRowKeys({ rows, onSelect, reveal }: RowKeysInput) {
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
    const focus = () => {
      const element = list.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`)
      element?.focus()
      return element !== null
    }
    reveal(rows.indexOf(row))
    // A row far away is drawn with the next frame only; one in sight has the focus before the next key comes.
    if (!focus()) requestAnimationFrame(focus)
  }

  function onClick(event: MouseEvent) {
    selectAt(indexOf(event.target))
  }

  function onKeyDown(event: KeyboardEvent) {
    const index = indexOf(event.target)
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (to === undefined && event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    if (to === undefined) selectAt(index)
    else moveTo(to, event.currentTarget)
  }

  return { onClick, onKeyDown }
}
