import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Store } from './store'
import { databases, openStore } from './testing/databases'
import { damagedStore } from './testing/damaged-store'
import { runRowOf, threadOf } from './testing/objects'

const none: readonly string[] = []
const label = (store: Store, kind: 'thread' | 'run', id: string, add = none, remove = none) =>
  store.labels.change({ kind, id, add, remove })

async function seeded(store: Store) {
  for (const n of [1, 2, 3]) {
    await store.threads.insert(threadOf(`thread_${n}`))
    const run = { id: `run_${n}`, thread_id: `thread_${n}`, status: n === 3 ? 'failed' : 'completed' } as const
    await store.runs.insert(runRowOf(run), n)
  }
}

describe.each(databases)('labels on $name', (database) => {
  it('are put on threads and runs and taken away, whatever their case', async () => {
    const store = await openStore(await database.create())
    await seeded(store)
    expect(await label(store, 'thread', 'thread_1', ['Straße', 'bug'])).toBe(true)
    await label(store, 'thread', 'thread_1', ['BUG'])
    expect((await store.threads.summary('thread_1'))?.labels).toEqual(['bug', 'Straße'])
    expect((await store.threads.get('thread_1'))?.metadata).toEqual({})
    await label(store, 'run', 'run_1', ['报错'])
    expect((await store.runs.summary('run_1'))?.labels).toEqual(['报错'])
    await label(store, 'thread', 'thread_1', ['new'], ['Bug', 'STRASSE'])
    expect((await store.threads.summary('thread_1'))?.labels).toEqual(['new', 'Straße'])
    expect(await label(store, 'thread', 'thread_9', ['bug'])).toBe(false)
    expect(await label(store, 'run', 'thread_1', ['bug'])).toBe(false)
    const many = Array.from({ length: 21 }, (_, index) => `label ${index}`)
    await expect(label(store, 'thread', 'thread_2', many)).rejects.toMatchObject({ status: 400 })
    expect((await store.threads.summary('thread_2'))?.labels).toEqual([])
  })

  it('are found by, listed with how many have them, and gone with their thread', async () => {
    const store = await openStore(await database.create())
    await seeded(store)
    for (const n of [1, 2]) await label(store, 'thread', `thread_${n}`, ['bug'])
    await label(store, 'thread', 'thread_2', ['Done'])
    for (const n of [1, 3]) await label(store, 'run', `run_${n}`, ['bug'])
    expect(await store.labels.list('thread')).toEqual([
      { label: 'bug', count: 2 },
      { label: 'Done', count: 1 },
    ])
    expect(await store.labels.list('run')).toEqual([{ label: 'bug', count: 2 }])

    const threads = await store.threads.search({ label: 'BUG', limit: 1 })
    expect(threads).toMatchObject({ data: [{ id: 'thread_2', labels: ['bug', 'Done'] }], hasMore: true })
    const further = await store.threads.search({ label: 'bug', limit: 1, after: 'thread_2' })
    expect(further).toMatchObject({ data: [{ id: 'thread_1' }], hasMore: false })
    const runs = await store.runs.search({ label: 'bug', status: ['failed'], limit: 10 })
    expect(runs.data).toMatchObject([{ id: 'run_3', labels: ['bug'] }])
    expect(await store.runs.counts({ label: 'bug' })).toMatchObject({ completed: 1, failed: 1, queued: 0 })

    await store.threads.remove('thread_1')
    expect(await store.labels.list('thread')).toMatchObject([{ count: 1 }, { count: 1 }])
    expect(await store.labels.list('run')).toEqual([{ label: 'bug', count: 1 }])
  })

  it('are not counted where what had them is gone', async () => {
    const { store } = await damagedStore(await database.create(), async (db) => {
      for (const [id, label] of [
        ['run_1', 'bug'],
        ['run_9', 'bug'],
        ['run_9', 'lost'],
      ] as const)
        await sql`insert into labels (connection_id, kind, object_id, thread_id, folded, label)
          values ('embedded', 'run', ${id}, 'thread_1', ${label}, ${label})`.execute(db)
    })
    expect(await store.labels.list('run')).toEqual([{ label: 'bug', count: 1 }])
  })
})
