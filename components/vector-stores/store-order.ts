import type { ListOrder } from '@/components/lists/list-order'
import type { VectorStore } from '@/lib/protocol/vector-store'

export const storeSorts = ['created', 'name', 'size', 'activity'] as const

/** Stores by their name, size or last use; by creation they stand as the server sent them. */
export function inOrder(
  stores: readonly VectorStore[],
  { sort, order }: ListOrder,
  locale: string,
): readonly VectorStore[] {
  if (sort === 'created') return stores
  const sign = order === 'asc' ? 1 : -1
  if (sort === 'name') {
    const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
    return stores.toSorted((a, b) => sign * compare(a.name ?? '', b.name ?? ''))
  }
  const keyOf = ({ usage_bytes, last_active_at }: VectorStore) =>
    sort === 'size' ? usage_bytes : (last_active_at ?? 0)
  return stores.toSorted((a, b) => sign * (keyOf(a) - keyOf(b)))
}

/** Those that have all the words in their name or id. */
export function found(stores: readonly VectorStore[], q: string): readonly VectorStore[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return stores.filter(({ id, name }) => {
    const text = `${name ?? ''} ${id}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
