// The actions that the page offers at this moment. Pages add and remove them; shortcuts and the palette read them.
import { createStore } from 'zustand/vanilla'
import type { ShortcutName } from './shortcut-table'

export interface Action {
  readonly id: string
  /** Its name in the palette; without one it has only its shortcut. */
  readonly label?: string
  readonly shortcut?: ShortcutName
  /** Offered on every page, not only on this one. */
  readonly everywhere?: boolean
  readonly run: () => void
}

/** The latest last: of two actions with the same shortcut that one counts. */
export const actionStore = createStore<{ readonly actions: readonly Action[] }>(() => ({ actions: [] }))

/** Offers an action until the returned function is called. */
export function offerAction(action: Action): () => void {
  actionStore.setState(({ actions }) => ({ actions: [...actions, action] }))
  return () => actionStore.setState(({ actions }) => ({ actions: actions.filter((each) => each !== action) }))
}
