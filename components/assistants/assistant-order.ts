import type { ListOrder } from '@/components/lists/list-order'
import type { Assistant } from '@/lib/protocol/assistant'

export const assistantSorts = ['created', 'name'] as const

/** By name in the order of the reader's language, numbers by value; those without a name come last. */
export function byName(assistants: readonly Assistant[], order: ListOrder['order'], locale: string): Assistant[] {
  const { compare } = new Intl.Collator(locale, { numeric: true })
  const sign = order === 'asc' ? 1 : -1
  return [...assistants].sort((a, b) => {
    if (!a.name || !b.name) return Number(!a.name) - Number(!b.name)
    return sign * compare(a.name, b.name)
  })
}
