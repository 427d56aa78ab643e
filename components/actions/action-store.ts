// What can be done here and now: pages put their actions in and take them out. Keys and the palette read it.
import { createStore } from 'zustand/vanilla'
import type { ShortcutName } from './shortcut-table'

export interface Action {
  readonly id: string
  /** What the palette calls it; without one it has only its key. */
  readonly label?: string
  readonly shortcut?: ShortcutName
  /** Offered on every page, not only on this one. */
  readonly everywhere?: boolean
  readonly run: () => void
}

/** The latest last: of two with one shortcut that one counts. */
export const actionStore = createStore<{ readonly actions: readonly Action[] }>(() => ({ actions: [] }))

/** Offers an action until the returned function is called. */
export function offerAction(action: Action): () => void {
  actionStore.setState(({ actions }) => ({ actions: [...actions, action] }))
  return () => actionStore.setState(({ actions }) => ({ actions: actions.filter((each) => each !== action) }))
}
