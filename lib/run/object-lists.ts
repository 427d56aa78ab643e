// Lists of objects with ids, as a fold changes them in place.

/** The newest object changes most often, so searching from the end takes constant time in practice. */
export function put<T extends { readonly id: string }>(list: T[], object: T) {
  const index = list.findLastIndex((item) => item.id === object.id)
  if (index < 0) list.push(object)
  else list[index] = object
}

export function patch<T extends { readonly id: string }>(list: T[], id: string, change: (item: T) => T) {
  const index = list.findLastIndex((item) => item.id === id)
  const item = list[index]
  if (item) list[index] = change(item)
}
