'use client'

import type { KeyboardEvent } from 'react'
import { pressedOf } from '@/components/actions/pressed'
import type { Selection, SelectionMove } from './selection'

interface ListKeys {
  readonly selection: Selection
  readonly count: number
  readonly onMove: (move: SelectionMove) => void
  readonly onOpen: (index: number) => void
  readonly onRemove: () => void
}

/** Hears the keys of a list. Those that a control inside a row uses itself stay with it. */
export function useListKeys({ selection: { at }, count, onMove, onOpen, onRemove }: ListKeys) {
  const moves = {
    list_down: () => onMove({ type: 'go', to: at + 1 }),
    list_up: () => onMove({ type: 'go', to: at - 1 }),
    list_first: () => onMove({ type: 'go', to: 0 }),
    list_last: () => onMove({ type: 'go', to: count - 1 }),
    list_extend_down: () => onMove({ type: 'extend', to: at + 1 }),
    list_extend_up: () => onMove({ type: 'extend', to: at - 1 }),
    list_all: () => onMove({ type: 'all' }),
    list_none: () => onMove({ type: 'none' }),
  }
  const onRow = {
    list_open: () => onOpen(at),
    list_toggle: () => onMove({ type: 'toggle', to: at }),
    list_remove: onRemove,
  }
  return (event: KeyboardEvent<HTMLElement>) => {
    const { target } = event
    if (event.defaultPrevented || !(target instanceof HTMLElement) || target.closest('[popover]')) return
    const act = pressedOf(event, target.matches('[data-row]') ? { ...moves, ...onRow } : moves)
    if (!act) return
    event.preventDefault()
    act()
  }
}
