// Lists of objects with ids, as a fold changes them in place. The newest object changes most often, so searching from
// the end takes constant time in practice.

interface Identified {
  readonly id: string
}

export const placeOf = (list: readonly Identified[], id: string) => list.findLastIndex((item) => item.id === id)

/** Returns the object whose place it takes, where there is one. */
export function put<T extends Identified>(list: T[], object: T): T | undefined {
  const place = placeOf(list, object.id)
  const before = list[place]
  list[place < 0 ? list.length : place] = object
  return before
}

export function patch<T extends Identified>(list: T[], id: string, change: (item: T) => T) {
  const place = placeOf(list, id)
  const item = list[place]
  if (item) list[place] = change(item)
}
