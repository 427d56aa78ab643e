import { describe, expect, it } from 'vitest'
import type { RunQuery, ThreadQuery } from './list-queries'
import type { Store } from './store'
import { databases, openStore } from './testing/databases'
import { runRowOf, threadOf, userMessageOf } from './testing/objects'

/** The ids of all pages of two, which must be those of one page. */
async function paged(
  ask: (page: { limit: number; after?: string }) => ReturnType<Store['runs' | 'threads']['search']>,
) {
  const ids: string[] = []
  for (let hasMore = true; hasMore;) {
    const page = await ask({ limit: 2, after: ids.at(-1) })
    ids.push(...page.data.map(({ id }) => id))
    hasMore = page.hasMore
  }
  expect((await ask({ limit: 100 })).data.map(({ id }) => id)).toEqual(ids)
  return ids.join(' ')
}

const usage = (total_tokens: number) => ({ prompt_tokens: 0, completion_tokens: 0, total_tokens })

/** Five runs: when each began, how it stands, when it ended and what it used. */
async function seedRuns(store: Store) {
  const runs = [
    ['a', 1_000, 'completed', 5_000, 30],
    ['b', 2_000, 'failed', 2_500, 10],
    ['c', 3_000, 'in_progress', null, 0],
    ['d', 4_000, 'completed', 8_000, 20],
    ['e', 5_000, 'queued', null, 0],
  ] as const
  for (const [id, atMs, status, endMs, tokens] of runs) {
    await store.threads.insert(threadOf(`thread_${id}`))
    const given = { id, thread_id: `thread_${id}`, assistant_id: id === 'd' ? 'asst_2' : 'asst_1' }
    await store.runs.insert(runRowOf({ ...given, status: endMs === null ? status : 'in_progress' }), atMs)
    if (endMs === null) continue
    const { run } = runRowOf({ ...given, status, usage: usage(tokens) })
    await store.runs.move(run, { from: ['in_progress'], attempt: 1, atMs: endMs })
  }
}

describe.each(databases)('the order of lists on $name', (database) => {
  it('puts runs by their beginning, by how long they took and by what they used', async () => {
    const store = await openStore(await database.create())
    await seedRuns(store)
    const order = (query: Partial<RunQuery>) => paged((page) => store.runs.search({ ...query, ...page }))
    expect(await order({})).toBe('e d c b a')
    expect(await order({ order: 'asc' })).toBe('a b c d e')
    expect(await order({ sort: 'duration' })).toBe('c e d a b')
    expect(await order({ sort: 'duration', order: 'asc' })).toBe('b a d e c')
    expect(await order({ sort: 'tokens' })).toBe('a d b e c')
    expect(await order({ sort: 'tokens', order: 'asc', assistant_id: 'asst_1' })).toBe('c e b a')
    expect(await order({ sort: 'tokens', status: ['completed'] })).toBe('a d')
    expect(await order({ sort: 'duration', thread_id: 'thread_b' })).toBe('b')
  })

  it('counts the runs of each status', async () => {
    const store = await openStore(await database.create())
    await seedRuns(store)
    expect(await store.runs.counts({})).toEqual({
      ...{ queued: 1, in_progress: 1, requires_action: 0, cancelling: 0 },
      ...{ completed: 2, failed: 1, incomplete: 0, cancelled: 0, expired: 0 },
    })
    expect(await store.runs.counts({ assistant_id: 'asst_2' })).toMatchObject({ completed: 1, failed: 0 })
  })

  it('puts threads by what happened last and by their beginning, and finds the empty ones', async () => {
    const store = await openStore(await database.create(), () => 1_000)
    for (const id of ['a', 'b', 'c']) await store.threads.insert(threadOf(id))
    await store.messages.insert(userMessageOf('msg_1', 'hello', { thread_id: 'a' }))
    await store.runs.insert(runRowOf({ id: 'run_1', thread_id: 'b' }), 3_000)
    const order = (query: Partial<ThreadQuery>) => paged((page) => store.threads.search({ ...query, ...page }))
    expect(await order({})).toBe('b c a')
    expect(await order({ order: 'asc' })).toBe('a c b')
    expect(await order({ sort: 'created' })).toBe('c b a')
    expect(await order({ sort: 'created', order: 'asc' })).toBe('a b c')
    expect(await order({ empty: true })).toBe('c')
    expect(await store.threads.countEmpty()).toBe(1)
  })
})
