import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ListQuery } from '@/lib/protocol/list'
import { messageOf, messageStepOf } from '@/lib/run/testing/log'
import type { Page } from './page'
import type { Store } from './store'
import { databases, openStore } from './testing/databases'
import { assistantOf, runRowOf, threadOf } from './testing/objects'

interface Listed {
  readonly id: string
}

const SIZE = 9
const ids = Array.from({ length: SIZE }, (_, index) => `object_${index}`)

/** Of the ids in the order of insertion, what a query must answer. */
function expectedPage(inserted: readonly string[], { limit, order, after, before }: ListQuery) {
  const listing = order === 'asc' ? inserted : inserted.toReversed()
  const start = after === undefined ? 0 : listing.indexOf(after) + 1
  const end = before === undefined ? listing.length : listing.indexOf(before)
  const between = listing.slice(start, Math.max(start, end))
  const isBackwards = before !== undefined && after === undefined
  return { ids: isBackwards ? between.slice(-limit) : between.slice(0, limit), hasMore: between.length > limit }
}

const queries = fc.record({
  limit: fc.integer({ min: 1, max: SIZE + 2 }),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  after: fc.option(fc.constantFrom(...ids), { nil: undefined }),
  before: fc.option(fc.constantFrom(...ids), { nil: undefined }),
})

/** Fills a listing, between others that must not be seen in it, and says how to read it. */
const listings: Readonly<Record<string, (store: Store) => Promise<(query: ListQuery) => Promise<Page<Listed>>>>> = {
  async assistants(store) {
    for (const id of ids) await store.assistants.insert(assistantOf(id))
    return (query) => store.assistants.list(query)
  },
  async threads(store) {
    for (const id of ids) await store.threads.insert(threadOf(id))
    return (query) => store.threads.list(query)
  },
  async messages(store) {
    for (const id of ['thread_1', 'thread_2']) await store.threads.insert(threadOf(id))
    for (const id of ids) {
      await store.messages.insert(messageOf(id, 'here'))
      await store.messages.insert(messageOf(`other_${id}`, 'elsewhere', { thread_id: 'thread_2' }))
    }
    return (query) => store.messages.list('thread_1', query)
  },
  async runs(store) {
    for (const id of ['thread_1', 'thread_2']) await store.threads.insert(threadOf(id))
    for (const id of ids) {
      await store.runs.insert(runRowOf({ id, status: 'completed' }), 1)
      await store.runs.insert(runRowOf({ id: `other_${id}`, status: 'completed', thread_id: 'thread_2' }), 1)
    }
    return (query) => store.runs.list('thread_1', query)
  },
  async steps(store) {
    await store.threads.insert(threadOf('thread_1'))
    for (const id of ['run_1', 'run_2']) await store.runs.insert(runRowOf({ id, status: 'completed' }), 1)
    for (const id of ids) {
      await store.steps.insert(messageStepOf(id, 'msg_1'))
      await store.steps.insert(messageStepOf(`other_${id}`, 'msg_1', { run_id: 'run_2' }))
    }
    return (query) => store.steps.list('run_1', query)
  },
}

/** Of the messages, every third is larger than a page may be. */
const LARGE = 3_000
const textOf = (index: number) => 'é'.repeat(index % 3 === 0 ? LARGE : 1)

/** What a page of at most `pageBytes` is, of objects of these sizes in the order of the answer's making. */
function cutExpected(page: ReturnType<typeof expectedPage>, { after, before }: ListQuery) {
  const isBackwards = before !== undefined && after === undefined
  const outward = isBackwards ? page.ids.toReversed() : page.ids
  const isLarge = (id: string) => Number(id.at(-1)) % 3 === 0
  const end = outward.findIndex((id, index) => index > 0 && (isLarge(id) || isLarge(outward[0] ?? '')))
  const kept = end < 0 ? outward : outward.slice(0, end)
  return { ids: isBackwards ? kept.toReversed() : kept, hasMore: page.hasMore || end > 0 }
}

describe.each(databases)('paging on $name', (database) => {
  it.each(Object.entries(listings))('lists %s as an array would, whatever the query', async (_, fill) => {
    const store = await openStore(await database.create(), () => 5_000)
    const list = await fill(store)
    await fc.assert(
      fc.asyncProperty(queries, async (query) => {
        const { data, hasMore } = await list(query)
        expect({ ids: data.map(({ id }) => id), hasMore }).toEqual(expectedPage(ids, query))
      }),
      { numRuns: 60 },
    )
  })

  it('ends a page early where objects are large, whatever the query, and never before the first', async () => {
    const store = await openStore(await database.create(), () => 5_000, 2 * LARGE)
    await store.threads.insert(threadOf('thread_1'))
    for (const [index, id] of ids.entries()) await store.messages.insert(messageOf(id, textOf(index)))
    await fc.assert(
      fc.asyncProperty(queries, async (query) => {
        const { data, hasMore } = await store.messages.list('thread_1', query)
        const found = { ids: data.map(({ id }) => id), hasMore }
        expect(found).toEqual(cutExpected(expectedPage(ids, query), query))
      }),
      { numRuns: 60 },
    )
  })

  it('ends a page of all runs early where they are large', async () => {
    const store = await openStore(await database.create(), () => 5_000, 2 * LARGE)
    await store.threads.insert(threadOf('thread_1'))
    for (const [index, id] of ids.entries())
      await store.runs.insert(runRowOf({ id, status: 'completed', instructions: textOf(index) }), 1)
    const seen: string[][] = []
    for (let after: string | undefined, hasMore = true; hasMore; after = seen.at(-1)?.at(-1)) {
      const page = await store.runs.search({ limit: 20, after })
      seen.push(page.data.map(({ id }) => id))
      hasMore = page.hasMore
    }
    expect(seen.flat()).toEqual(ids.toReversed())
    expect(seen.map(({ length }) => length)).toEqual([2, 1, 2, 1, 2, 1])
  })

  it('lists the messages of one run, with cursors from the whole thread', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    for (const id of ids) {
      const run_id = Number(id.at(-1)) % 3 === 0 ? 'run_1' : 'run_2'
      await store.messages.insert(messageOf(id, 'text', { run_id }))
    }
    const page = await store.messages.list('thread_1', { limit: 2, order: 'asc', after: 'object_1', run_id: 'run_1' })
    expect(page.data.map(({ id }) => id)).toEqual(['object_3', 'object_6'])
    expect(page.hasMore).toBe(false)
    const other = await store.messages.list('thread_2', { limit: 2, order: 'asc', run_id: 'run_1' })
    expect(other.data).toEqual([])
  })

  it('walks through everything, page by page, while more is inserted', async () => {
    const store = await openStore(await database.create())
    for (const id of ids) await store.threads.insert(threadOf(id))
    const seen: string[] = []
    for (let after: string | undefined, hasMore = true; hasMore; after = seen.at(-1)) {
      const page = await store.threads.list({ limit: 2, order: 'desc', after })
      seen.push(...page.data.map(({ id }) => id))
      hasMore = page.hasMore
      await store.threads.insert(threadOf(`late_${seen.length}`))
    }
    expect(seen).toEqual(ids.toReversed())
  })

  it.each(['after', 'before'] as const)('refuses an %s that is nobody, and one of another thread', async (param) => {
    const store = await openStore(await database.create())
    for (const id of ['thread_1', 'thread_2']) await store.threads.insert(threadOf(id))
    await store.messages.insert(messageOf('msg_2', 'elsewhere', { thread_id: 'thread_2' }))
    for (const id of ['msg_none', 'msg_2']) {
      const listing = store.messages.list('thread_1', { limit: 20, order: 'desc', [param]: id })
      await expect(listing).rejects.toMatchObject({
        name: 'ApiError',
        status: 400,
        body: { type: 'invalid_request_error', param, code: 'invalid_value' },
      })
    }
  })
})
