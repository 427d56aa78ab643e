import type { InfiniteData } from '@tanstack/react-query'
import type { List } from '@/lib/protocol/list'

/** All that was loaded of a paged list, each entry once: pages may overlap when the list moves between requests. */
export function entriesOf<T extends { readonly id: string }>(data: InfiniteData<List<T>> | undefined): T[] {
  const byId = new Map<string, T>()
  for (const entry of (data?.pages ?? []).flatMap((page) => page.data)) {
    if (!byId.has(entry.id)) byId.set(entry.id, entry)
  }
  return [...byId.values()]
}
