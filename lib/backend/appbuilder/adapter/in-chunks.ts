/** AppBuilder's documents allow so many objects in one answer. */
const MOST = 20

interface Query {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after?: string
  readonly before?: string
}

type Ask<T> = (query: Required<Query>) => Promise<{ readonly data: readonly T[]; readonly has_more: boolean }>

/** As many as `limit` says, over as many answers as that takes. A list that goes in circles ends. */
export async function inChunks<T extends { readonly id: string }>(query: Query, ask: Ask<T>) {
  const { limit, order, before = '' } = query
  const data = new Map<string, T>()
  let { after = '' } = query
  for (;;) {
    const page = await ask({ limit: Math.min(MOST, limit - data.size), order, after, before })
    const sizeBefore = data.size
    for (const each of page.data) data.set(each.id, each)
    const isEnough = data.size >= limit || data.size === sizeBefore || before !== ''
    if (!page.has_more || isEnough) return { data: [...data.values()], hasMore: page.has_more }
    after = page.data.at(-1)?.id ?? ''
  }
}

/** Everything, oldest first. */
export const all = { limit: Number.MAX_SAFE_INTEGER, order: 'asc' } as const
