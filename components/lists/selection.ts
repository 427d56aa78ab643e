// Which rows of a list are chosen, and on which row the reader is. Pure: the rows' ids in, the next selection out.

export interface Selection {
  readonly chosen: ReadonlySet<string>
  /** The index of the current row: when it is removed, the next one is current. */
  readonly at: number
  /** Where a range began, and what was chosen before it. */
  readonly anchor: { readonly index: number; readonly base: ReadonlySet<string> } | null
}

export type SelectionMove =
  | { readonly type: 'go' | 'extend' | 'toggle'; readonly to: number }
  | { readonly type: 'all' | 'none' }
  | { readonly type: 'forget'; readonly ids: ReadonlySet<string> }

const none: ReadonlySet<string> = new Set()

export const noSelection: Selection = { chosen: none, at: 0, anchor: null }

/** The selection after a move, over the rows that the list has now. */
export function select(state: Selection, ids: readonly string[], move: SelectionMove): Selection {
  switch (move.type) {
    case 'go':
      return { ...state, at: inside(move.to, ids), anchor: null }
    case 'toggle': {
      const at = inside(move.to, ids)
      const chosen = toggled(state.chosen, ids[at])
      return { chosen, at, anchor: { index: at, base: chosen } }
    }
    case 'extend': {
      const at = inside(move.to, ids)
      const anchor = state.anchor ?? { index: inside(state.at, ids), base: state.chosen }
      const [from, to] = [Math.min(anchor.index, at), Math.max(anchor.index, at)]
      return { chosen: new Set([...anchor.base, ...ids.slice(from, to + 1)]), at, anchor }
    }
    case 'all':
      return { ...state, chosen: new Set(ids), anchor: null }
    case 'none':
      return { ...state, chosen: none, anchor: null }
    case 'forget':
      return { ...state, chosen: new Set([...state.chosen].filter((id) => !move.ids.has(id))), anchor: null }
    default:
      return move satisfies never
  }
}

const inside = (index: number, ids: readonly string[]) => Math.max(0, Math.min(index, ids.length - 1))

function toggled(chosen: ReadonlySet<string>, id: string | undefined): ReadonlySet<string> {
  if (id === undefined) return chosen
  const next = new Set(chosen)
  if (!next.delete(id)) next.add(id)
  return next
}
