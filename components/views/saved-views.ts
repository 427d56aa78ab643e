// Filters of a list under names. This browser remembers them, as it does columns.
import { MAX_NAME } from '@/lib/protocol/limits'

export interface SavedView {
  readonly name: string
  /** The choices in the address, as `name=value&…`. */
  readonly search: string
  /** The list opens with it where the address says nothing else. */
  readonly isDefault?: true
}

export const MAX_VIEWS = 50

/** What was remembered; whatever is no view is left out. */
export function viewsIn(text: string): readonly SavedView[] {
  try {
    const all: unknown = JSON.parse(text)
    return Array.isArray(all) ? all.filter(isView).slice(0, MAX_VIEWS) : []
  } catch {
    return []
  }
}

const isView = (value: unknown): value is SavedView =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'search' in value &&
  typeof value.name === 'string' &&
  typeof value.search === 'string'

/** With one more; of a name that there is already, it takes the place. */
export const withView = (views: readonly SavedView[], view: SavedView): readonly SavedView[] => {
  const before = views.find(({ name }) => name === view.name)
  const rest = views.filter((each) => each !== before)
  return [...rest, { ...view, ...(before?.isDefault && { isDefault: true as const }) }].slice(-MAX_VIEWS)
}

/** Whether another view has that name. */
export const isTaken = (views: readonly SavedView[], view: SavedView, name: string): boolean =>
  views.some((each) => each !== view && each.name === name.trim())

/** With another name for one of them; unchanged where that is none, or another's. */
export function renamedView(views: readonly SavedView[], view: SavedView, name: string): readonly SavedView[] {
  const asked = name.trim().slice(0, MAX_NAME)
  if (!asked || views.some((each) => each.name === asked)) return views
  return views.map((each) => (each === view ? { ...each, name: asked } : each))
}

/** With this one, or none, as the one that the list opens with. */
export const withDefault = (views: readonly SavedView[], view: SavedView | null): readonly SavedView[] =>
  views.map((each) => {
    const { isDefault: _, ...rest } = each
    return each === view ? { ...rest, isDefault: true } : rest
  })

/** What to set so that the address has the choices of a view and no others. */
export const choicesOf = ({ search }: SavedView, known: string): Readonly<Record<string, string>> => ({
  ...Object.fromEntries([...new URLSearchParams(known).keys()].map((name) => [name, ''])),
  ...Object.fromEntries(new URLSearchParams(search)),
})
