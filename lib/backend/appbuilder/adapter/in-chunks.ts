import { refuseCursor } from '@/lib/backend/store/paging'
import { pageWithin } from '../page-within'

/** AppBuilder's documents allow so many objects in one answer. */
const MAX_LISTED = 20

interface Query {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after?: string
  readonly before?: string
}

export type Ask<T> = (query: Required<Query>) => Promise<{ readonly data: readonly T[]; readonly has_more: boolean }>

/**
 * As many as `limit` says, over as many answers as that takes. AppBuilder's documents have `after` mean "created
 * after", whatever the order; ours have it follow the listing. Oldest first both are the same, so that is how the
 * account is read wherever a cursor is needed, and what is asked for newest first is cut from that here.
 */
export async function inChunks<T extends { readonly id: string }>(query: Query, ask: Ask<T>) {
  const { limit, order, after = '', before = '' } = query
  if (order === 'asc' && before === '') return oldestFirst({ limit, after }, ask)
  if (after === '' && before === '') {
    const { data, has_more: hasMore } = await ask({ limit: Math.min(MAX_LISTED, limit), order, after, before })
    if (!hasMore || data.length >= limit) return { data, hasMore }
  }
  const everything = await oldestFirst(all, ask)
  for (const [param, id] of Object.entries({ after, before })) {
    if (id !== '' && !everything.data.some((each) => each.id === id)) refuseCursor({ param, noun: 'object', id })
  }
  return pageWithin(everything.data, query)
}

/** A list that goes in circles ends. */
async function oldestFirst<T extends { readonly id: string }>(
  { limit, after: start }: { readonly limit: number; readonly after?: string },
  ask: Ask<T>,
) {
  const data = new Map<string, T>()
  let after = start ?? ''
  for (;;) {
    const page = await ask({ limit: Math.min(MAX_LISTED, limit - data.size), order: 'asc', after, before: '' })
    const sizeBefore = data.size
    for (const each of page.data) data.set(each.id, each)
    const isEnough = data.size >= limit || data.size === sizeBefore
    if (!page.has_more || isEnough) return { data: [...data.values()], hasMore: page.has_more }
    after = page.data.at(-1)?.id ?? ''
  }
}

/** What one answer has of the newest. */
export const NEWEST = { limit: MAX_LISTED, order: 'desc' } as const

/** Everything, oldest first. */
export const all = { limit: Number.MAX_SAFE_INTEGER, order: 'asc' } as const
