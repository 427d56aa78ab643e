/** The order of a list: by what, and whether ascending. */
export interface ListOrder {
  readonly sort: string
  readonly order: 'asc' | 'desc'
}

/** The first is the list's default, latest first. */
type Sorts = readonly [string, ...string[]]

/** The order in an address: `tokens`, or `tokens.asc` for ascending. */
export function orderOf(param: string, sorts: Sorts): ListOrder {
  const [asked, direction] = param.split('.')
  const sort = sorts.find((each) => each === asked) ?? sorts[0]
  return { sort, order: direction === 'asc' && sort === asked ? 'asc' : 'desc' }
}

/** The parameter of an order; empty for the list's default. */
export function orderParam({ sort, order }: ListOrder, sorts: Sorts): string {
  if (order === 'asc') return `${sort}.asc`
  return sort === sorts[0] ? '' : sort
}

/** The order after a click on the head of a column: descending first, then ascending. */
export const turned = (now: ListOrder, sort: string): ListOrder => ({
  sort,
  order: now.sort === sort && now.order === 'desc' ? 'asc' : 'desc',
})
