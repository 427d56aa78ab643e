// The client of the wire as other parts of the server use it, within the process.
import type { List } from '@/lib/protocol/list'
import { createClient } from '@/lib/wire-client/create-client'
import { search } from '@/lib/wire-client/requests'
import { sendWithin } from '@/lib/wire-client/send-within'
import type { Backend } from '@/lib/backend/backend'
import { weightOf } from '@/lib/backend/weight-of'

/** The most that one page of a list has, and from how many characters on a list of several is over. */
const PAGE = 100
const LIST_WEIGHT = 8 * 1024 * 1024

interface ListParams {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after: string
  readonly before: string
}

interface Page<T> {
  readonly data: readonly T[]
  readonly hasMore: boolean
}

export type WireClient = ReturnType<typeof createWireClient>

/** The connection's requests, and its lists over as many pages as they take. `key`: see `createClient`. */
export function createWireClient(backend: Backend, connection: string, key?: string) {
  const client = createClient(connection, sendWithin(backend), key)
  const list = createList(client.get)

  return {
    ...client,
    list,

    /** Everything, over as many lists as that takes. */
    async all<T extends { readonly id: string }>(path: string, order: ListParams['order']): Promise<readonly T[]> {
      const data: T[] = []
      for (let hasMore = true; hasMore;) {
        const page = await list<T>(path, { limit: PAGE, order, after: data.at(-1)?.id ?? '', before: '' })
        data.push(...page.data)
        hasMore = page.hasMore && page.data.length > 0
      }
      return data
    },
  }
}

/**
 * As many as `limit` says, over as many pages as that takes; fewer, with more to come, where they are large. A page
 * that is shorter than what was asked for, and has more, ended by its size: so does the list.
 */
function createList(get: <T>(path: string) => Promise<T>) {
  return async function list<T extends { readonly id: string }>(path: string, params: ListParams): Promise<Page<T>> {
    const data: T[] = []
    let weight = 0
    let { after } = params
    for (;;) {
      const limit = Math.min(params.limit - data.length, PAGE)
      const page = await get<List<T>>(path + search({ ...params, limit, after }))
      data.push(...page.data)
      weight += weightOf(page.data)
      const isEnough = data.length >= params.limit || page.data.length < limit || weight > LIST_WEIGHT
      if (!page.has_more || isEnough || params.before !== '') return { data, hasMore: page.has_more }
      after = page.last_id
    }
  }
}
