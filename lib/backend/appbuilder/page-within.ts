interface CursorParams {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after?: string
  readonly before?: string
}

/** A page of what is known whole, oldest first. A cursor that is not among it points nowhere: nothing is left out. */
export function pageWithin<T extends { readonly id: string }>(
  all: readonly T[],
  { limit, order, after = '', before = '' }: CursorParams,
) {
  const ordered = order === 'asc' ? all : all.toReversed()
  const from = ordered.findIndex(({ id }) => id === after) + 1
  const end = ordered.findIndex(({ id }) => id === before)
  const between = ordered.slice(from, end < 0 ? undefined : end)
  const isBackwards = before !== '' && after === ''
  const data = isBackwards ? between.slice(-limit) : between.slice(0, limit)
  return { data, hasMore: between.length > limit }
}
