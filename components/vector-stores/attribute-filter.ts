import type { AttributeFilter, ComparisonFilter } from '@/lib/protocol/vector-store'
import { valueOf, written, type WrittenPair } from './attribute-value'

export const operators = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const
export type Operator = (typeof operators)[number]

/** A comparison as it is written in a form. */
export interface FilterRow extends WrittenPair {
  readonly operator: Operator
}

/** Comparisons that all or any must hold. Filters within filters have no form. */
export interface WrittenFilter {
  readonly join: 'and' | 'or'
  readonly rows: readonly FilterRow[]
}

export const noFilter: WrittenFilter = { join: 'and', rows: [] }

/** The wire's filter; undefined where nothing is filtered. Rows that are not complete are left out. */
export function filterOf({ join, rows }: WrittenFilter): AttributeFilter | undefined {
  const filters = rows.flatMap(({ operator, ...pair }): ComparisonFilter[] => {
    const value = valueOf(pair)
    const key = pair.key.trim()
    return key === '' || value === undefined ? [] : [{ type: operator, key, value }]
  })
  if (filters.length <= 1) return filters[0]
  return { type: join, filters }
}

/** The form of a filter in an address; empty for what has no form. */
export function writtenFilter(text: string): WrittenFilter {
  const filter = parsed(text)
  if (!filter) return noFilter
  if (filter.type !== 'and' && filter.type !== 'or') return { join: 'and', rows: rowOf(filter) }
  const rows = filter.filters.flatMap(rowOf)
  return rows.length === filter.filters.length ? { join: filter.type, rows } : noFilter
}

function rowOf(filter: AttributeFilter): FilterRow[] {
  const operator = operators.find((each) => each === filter.type)
  if (!operator || !('value' in filter) || typeof filter.key !== 'string') return []
  const { key, value } = filter
  return typeof value === 'object' ? [] : [{ ...written(key, value), operator }]
}

function parsed(text: string): AttributeFilter | undefined {
  try {
    const filter = JSON.parse(text) as AttributeFilter | null
    const isGroup = filter?.type === 'and' || filter?.type === 'or'
    return filter && (!isGroup || Array.isArray(filter.filters)) ? filter : undefined
  } catch {
    return undefined
  }
}
