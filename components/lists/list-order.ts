/** In which order a list stands: by what, and whether it rises. */
export interface ListOrder {
  readonly sort: string
  readonly order: 'asc' | 'desc'
}

/** The first is the list's own, from the latest down. */
type Sorts = readonly [string, ...string[]]

/** The order that an address asks for: `tokens`, or `tokens.asc` to begin with the least. */
export function orderOf(param: string, sorts: Sorts): ListOrder {
  const [asked, direction] = param.split('.')
  const sort = sorts.find((each) => each === asked) ?? sorts[0]
  return { sort, order: direction === 'asc' && sort === asked ? 'asc' : 'desc' }
}

/** What stands in the address for an order; nothing for the list's own. */
export function orderParam({ sort, order }: ListOrder, sorts: Sorts): string {
  if (order === 'asc') return `${sort}.asc`
  return sort === sorts[0] ? '' : sort
}

/** The order after the head of a column was pressed: by it, from the most down; then the other way round. */
export const turned = (now: ListOrder, sort: string): ListOrder => ({
  sort,
  order: now.sort === sort && now.order === 'desc' ? 'asc' : 'desc',
})
