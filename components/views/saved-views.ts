// Filters of a list under names. This browser remembers them, as it does columns.

export interface SavedView {
  readonly name: string
  /** The choices in the address, as `name=value&…`. */
  readonly search: string
}

export const MAX_VIEWS = 50
export const MAX_NAME = 64

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
export const withView = (views: readonly SavedView[], view: SavedView): readonly SavedView[] =>
  [...views.filter(({ name }) => name !== view.name), view].slice(-MAX_VIEWS)

/** What to set so that the address has the choices of a view and no others. */
export const choicesOf = ({ search }: SavedView, known: string): Readonly<Record<string, string>> => ({
  ...Object.fromEntries([...new URLSearchParams(known).keys()].map((name) => [name, ''])),
  ...Object.fromEntries(new URLSearchParams(search)),
})
