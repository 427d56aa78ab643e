import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { OBJECT_DAMAGED } from '@/lib/protocol/error'
import { databases } from './testing/databases'
import { damagedStore } from './testing/damaged-store'
import { assistantOf, runRowOf, threadOf, userMessageOf } from './testing/objects'

const page = { limit: 10, order: 'asc' } as const
const isDamaged = expect.objectContaining({ status: 500, body: expect.objectContaining({ code: OBJECT_DAMAGED }) })
const ids = (objects: readonly { readonly id: string }[]) => objects.map(({ id }) => id)
const [sqlite] = databases

describe('columns of SQLite that hold no number', () => {
  const nonsense = [`'banana'`, `cast(x'7bff' as text)`, '-5', '9007199254740993', '1e300', '8999999999999999']

  it.each(nonsense)('a place that is %s is told at the start, and takes no other its place', async (value) => {
    const { store, lines } = await damagedStore(await sqlite!.create(), async (db) => {
      for (const table of ['assistants', 'threads', 'messages', 'runs', 'steps'])
        await sql`update ${sql.table(table)} set position = ${sql.raw(value)} where id like '%_2'`.execute(db)
    })
    expect(lines).toHaveLength(5)
    expect(lines[0]).toMatch(/table assistants, asst_2 \(a column/)
    await store.assistants.insert(assistantOf('asst_4'))
    await store.threads.insert(threadOf('thread_4'))
    await store.messages.insert(userMessageOf('msg_4', 'text 4', { thread_id: 'thread_1' }))
    await store.messages.insert(userMessageOf('msg_5', 'text 5', { thread_id: 'thread_1' }))
    expect(ids((await store.assistants.list(page)).data)).toEqual(['asst_1', 'asst_3', 'asst_4'])
    expect(ids((await store.threads.list(page)).data)).toEqual(['thread_1', 'thread_3', 'thread_4'])
    expect(ids((await store.threads.search({ limit: 10 })).data)).toHaveLength(3)
    expect(ids((await store.threads.search({ limit: 10, sort: 'created' })).data)).toHaveLength(3)
    const { data, hasMore } = await store.messages.list('thread_1', page)
    expect([ids(data), hasMore]).toEqual([['msg_1', 'msg_3', 'msg_4', 'msg_5'], false])
    expect(ids((await store.runs.search({ limit: 10 })).data)).toEqual(['run_3', 'run_1'])
    expect(ids((await store.runs.search({ limit: 10, sort: 'tokens' })).data)).toEqual(['run_3', 'run_1'])
    expect(ids((await store.messages.piece({ threadId: 'thread_1', exceptRun: '' })).data)).toHaveLength(4)
    expect((await store.messages.findWords({ q: 'text' })).data).toHaveLength(4)
    expect(ids(await store.messages.history('thread_1'))).not.toContain('msg_2')
    for (const get of [store.assistants.get('asst_2'), store.threads.get('thread_2'), store.messages.get('msg_2')])
      await expect(get).rejects.toEqual(isDamaged)
    await expect(store.messages.list('thread_1', { ...page, after: 'msg_2' })).rejects.toMatchObject({ status: 400 })
    expect(lines).toHaveLength(5)
  })

  it.each(['status', 'attempt', 'starts', 'created_ms', 'ended_ms', 'expires_ms', 'tokens'])(
    'a run whose %s is text is left out of every list, and is nobody to take up',
    async (column) => {
      const { store } = await damagedStore(await sqlite!.create(), (db) =>
        sql`update runs set ${sql.ref(column)} = 'banana' where id = 'run_2'`.execute(db),
      )
      for (const sort of ['created', 'duration', 'tokens'] as const)
        for (const order of ['asc', 'desc'] as const)
          for (const limit of [1, 2]) {
            const { data, hasMore } = await store.runs.search({ sort, order, limit })
            const rest = hasMore ? await store.runs.search({ sort, order, limit, after: data.at(-1)!.id }) : undefined
            expect(ids([...data, ...(rest?.data ?? [])]).toSorted()).toEqual(['run_1', 'run_3'])
            expect(rest?.hasMore ?? false).toBe(false)
          }
      expect(ids((await store.runs.list('thread_2', page)).data)).toEqual([])
      expect((await store.runs.unfinished()).map(({ run }) => run.id)).toEqual(['run_1', 'run_3'])
      await expect(store.runs.summary('run_2')).rejects.toEqual(isDamaged)
      expect(store.damaged()).toEqual([{ table: 'runs', id: 'run_2', reason: 'wrong_column' }])
      await store.runs.abandon('run_2', 5)
      await store.runs.insert(runRowOf({ id: 'run_4', thread_id: 'thread_2' }), 6)
    },
  )

  it.each(['last_activity_ms', 'message_count'])(
    'a thread whose %s is text is left out of the index',
    async (column) => {
      const { store } = await damagedStore(await sqlite!.create(), (db) =>
        sql`update threads set ${sql.ref(column)} = cast(x'62ff' as text) where id = 'thread_2'`.execute(db),
      )
      expect(ids((await store.threads.search({ limit: 2 })).data)).toHaveLength(2)
      await expect(store.threads.summary('thread_2')).rejects.toEqual(isDamaged)
      expect(await store.threads.get('thread_2')).toMatchObject({ id: 'thread_2' })
      expect(store.damaged()).toMatchObject([{ table: 'threads', id: 'thread_2' }])
    },
  )
})

describe.each(databases)('rows on $name that belong nowhere', (database) => {
  it('are told at the start, or when they are met', async () => {
    const { store } = await damagedStore(await database.create(), async (db) => {
      await sql`update runs set status = 'banana' where id = 'run_1'`.execute(db)
      if (database === sqlite) {
        await sql`pragma foreign_keys = off`.execute(db)
        await sql`update runs set thread_id = 'thread_gone' where id = 'run_2'`.execute(db)
      }
    })
    const told = database === sqlite ? ['run_2', 'run_1'] : ['run_1']
    expect(ids(store.damaged())).toEqual(told)
    expect(ids((await store.runs.search({ limit: 1 })).data)).toEqual(['run_3'])
    expect(await store.runs.unfinished()).toHaveLength(3 - told.length)
  })
})

describe.each(databases)('pages on $name where rows are damaged', (database) => {
  it('say that there is more when something behind them can be read, and come to all of it', async () => {
    const { store } = await damagedStore(await database.create(), async (db) => {
      for (const table of ['assistants', 'threads', 'messages', 'runs', 'steps'])
        await sql`update ${sql.table(table)} set document = 'x' where id like '%_2' or id like '%_3'`.execute(db)
    })
    const one = { limit: 1, order: 'asc' } as const
    const only = { data: [{}], hasMore: false }
    expect(await store.assistants.list(one)).toMatchObject(only)
    expect(await store.threads.list(one)).toMatchObject(only)
    expect(await store.messages.list('thread_1', one)).toMatchObject(only)
    expect(await store.steps.list('run_1', one)).toMatchObject(only)
    expect(await store.threads.search({ limit: 1 })).toMatchObject(only)
    expect(await store.runs.search({ limit: 1, order: 'asc' })).toMatchObject(only)
    expect(await store.messages.list('thread_1', { ...one, after: 'msg_1' })).toEqual({ data: [], hasMore: false })
    expect(await store.messages.list('thread_1', { ...one, order: 'desc' })).toMatchObject({
      data: [{ id: 'msg_1' }],
      hasMore: false,
    })
    await store.messages.insert(userMessageOf('msg_4', 'text 4', { thread_id: 'thread_1' }))
    expect(await store.messages.list('thread_1', one)).toMatchObject({ data: [{ id: 'msg_1' }], hasMore: true })
    expect(await store.messages.list('thread_1', { ...one, after: 'msg_1' })).toMatchObject({
      data: [{ id: 'msg_4' }],
      hasMore: false,
    })
  })
})
