/** What a file in a vector store may be marked with. */
export type AttributeValue = string | number | boolean
export type Attributes = Readonly<Record<string, AttributeValue>>

export interface ComparisonFilter {
  readonly type: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin'
  readonly key: string
  readonly value: AttributeValue | readonly AttributeValue[]
}

export interface CompoundFilter {
  readonly type: 'and' | 'or'
  readonly filters: readonly AttributeFilter[]
}

/** The filter of a search, as the wire has it. */
export type AttributeFilter = ComparisonFilter | CompoundFilter

/**
 * Whether a file with these attributes passes. Numbers are compared as numbers, texts by their code units (dates of one
 * form so in order), and values of different types are unequal and in no order. What has no such attribute passes `ne`
 * and `nin` only. `and` of nothing passes all, `or` of nothing none.
 */
export function matchesFilter(attributes: Attributes | null | undefined, filter: AttributeFilter): boolean {
  switch (filter.type) {
    case 'and':
      return filter.filters.every((part) => matchesFilter(attributes, part))
    case 'or':
      return filter.filters.some((part) => matchesFilter(attributes, part))
    default:
      return compares(valueOf(attributes, filter.key), filter)
  }
}

const valueOf = (attributes: Attributes | null | undefined, key: string) =>
  attributes && Object.hasOwn(attributes, key) ? attributes[key] : undefined

function compares(value: AttributeValue | undefined, { type, value: wanted }: ComparisonFilter): boolean {
  const among = Array.isArray(wanted) ? wanted : [wanted]
  switch (type) {
    case 'eq':
    case 'in':
      return among.includes(value)
    case 'ne':
    case 'nin':
      return !among.includes(value)
    case 'gt':
      return among.every((other) => orderOf(value, other) > 0)
    case 'gte':
      return among.every((other) => orderOf(value, other) >= 0)
    case 'lt':
      return among.every((other) => orderOf(value, other) < 0)
    case 'lte':
      return among.every((other) => orderOf(value, other) <= 0)
    default:
      return type satisfies never
  }
}

/** Below, at or above 0; not a number where the two have no order. */
function orderOf(one: AttributeValue | undefined, other: AttributeValue): number {
  if (typeof one !== typeof other || one === undefined || typeof one === 'boolean') return NaN
  if (one === other) return 0
  return one < other ? -1 : 1
}
