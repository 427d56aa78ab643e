import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { messageStepOf } from '@/lib/run/testing/log'
import { openDatabase } from './open-database'
import { openPostgres } from './open-postgres'
import { openSqlite } from './open-sqlite'
import type { Store } from './store'
import { contentsOf } from './testing/contents-of'
import { databases, type Location } from './testing/databases'
import { assistantOf, eventsOf, exchangeOf, runRowOf, threadOf, userMessageOf } from './testing/objects'
import { createTransactionScope } from './transaction-scope'

async function open(database: Location) {
  const opened = await openDatabase({ database, clock: () => 1_000, time: 'machine' })
  onTestFinished(() => opened.close())
  return opened
}

const brought = { kind: 'thread', id: 'thread_1', transfer_id: 'transfer_1', outcome: 'added' } as const

const keyed = { request: 'POST /v1/threads', key: 'a key' }

/**
 * One of everything, under ids that another connection has as well; `word` tells whose it is. What the one has nothing
 * of (notes, or runs of the second thread and assistant) the other has, under the same ids.
 */
async function fill(store: Store, word: string) {
  await store.assistants.insert(assistantOf('asst_1', word))
  await store.threads.insert(threadOf('thread_1'))
  await store.threads.rename('thread_1', `Title ${word}`)
  await store.messages.insert(userMessageOf('msg_1', `text ${word}`))
  await store.messages.insert(userMessageOf('msg_2', `second ${word}`))
  await store.runs.insert(runRowOf({ id: 'run_1', instructions: word }), 1_000)
  await store.steps.insert(messageStepOf('step_1', 'msg_1', { run_id: 'run_1', thread_id: 'thread_1' }))
  if (word === 'one')
    await store.notes.put(
      { id: 'step_1', reasoning: null, left_out: 1, without: [word] },
      { run_id: 'run_1', thread_id: 'thread_1' },
    )
  await store.assistants.insert(assistantOf('asst_2'))
  await store.threads.insert(threadOf('thread_2'))
  const completed = { status: 'completed', assistant_id: 'asst_2' } as const
  if (word === 'other') {
    await store.runs.insert(runRowOf({ id: 'run_2', thread_id: 'thread_2', ...completed }), 1_000)
    await store.runs.insert(runRowOf({ id: 'run_3', ...completed }), 1_000)
  }
  await store.events.append('run_1', eventsOf(1, word.length))
  await store.records.put({ kind: 'appbuilder.run', id: 'run_1', owner: 'thread_1' }, { word })
  const answer = { object_id: 'thread_1', thread_id: null, document: { word } }
  await store.answers.keep({ ...keyed, fingerprint: word }, answer)
  await store.labels.change({ kind: 'thread', id: 'thread_1', add: [word], remove: [] })
  await store.exchanges.put('run_1', exchangeOf(1, `/${word}`))
  await store.transfers.put('transfer_1', { word })
  await store.transfers.note({ ...brought, hash: word })
}

/** How many rows of the connection there are in each table that has rows of connections. */
async function countRows(at: Location, connection: string): Promise<Readonly<Record<string, number>>> {
  const scope = createTransactionScope()
  const db = await ('folder' in at ? openSqlite(at.folder, scope) : openPostgres(at.url, scope))
  const tables = await db.introspection.getTables()
  const owned = tables.filter(({ columns }) => columns.some(({ name }) => name === 'connection_id'))
  const counts: Record<string, number> = {}
  for (const { name } of owned) {
    const count = sql<{
      count: number
    }>`select count(*) as count from ${sql.table(name)} where connection_id = ${connection}`
    counts[name] = Number((await count.execute(db)).rows[0]?.count)
  }
  await db.destroy()
  return counts
}

/** What every way to read gives, as one value. */
const everything = async (store: Store) => ({
  contents: await contentsOf(store),
  row: await store.runs.row('run_1'),
  active: await store.runs.active('thread_1'),
  unfinished: await store.runs.unfinished(),
  runs: await store.runs.search({ limit: 10 }),
  ofThread: await store.runs.search({ limit: 10, thread_id: 'thread_1', sort: 'tokens' }),
  counts: await store.runs.counts({}),
  summaries: [await store.runs.summary('run_1'), await store.threads.summary('thread_1')],
  named: await Promise.all(['one', 'other'].map((q) => store.threads.search({ q, limit: 10 }))),
  namedRuns: await Promise.all(['one', 'other'].map((q) => store.runs.search({ q, limit: 10 }))),
  labelled: await Promise.all(['one', 'other'].map((label) => store.threads.search({ label, limit: 10 }))),
  words: await Promise.all(['text one', 'text other'].map((q) => store.messages.findWords({ q }))),
  pieces: await store.messages.piece({ threadId: 'thread_1', exceptRun: 'run_9' }),
  steps: await store.steps.piece({ threadId: 'thread_1', exceptRun: 'run_9' }),
  objects: [await store.assistants.get('asst_1'), await store.messages.get('msg_1'), await store.steps.get('step_1')],
  unused: await store.assistants.listUnused({ limit: 10, order: 'asc' }),
  empty: await store.threads.countEmpty(),
  note: await store.notes.get('run_1', 'step_1'),
  lastSeq: await store.events.lastSeq('run_1'),
  answer: await store.answers.get(keyed),
  exchanges: await store.exchanges.list('run_1', { limit: 10 }),
  places: await Promise.all(['asst_1', 'thread_1', 'msg_1', 'run_1', 'step_1'].map((id) => store.placeOf(id))),
  transfers: [await store.transfers.list(), await store.transfers.known('thread', 'thread_1')],
  transfer: await store.transfers.get('transfer_1'),
  moments: Object.keys(await store.createdMs(['asst_1', 'thread_1', 'msg_1'])),
})

/** All that writes to what is there. */
async function change(store: Store) {
  await store.assistants.put(assistantOf('asst_1', 'changed'))
  await store.threads.put({ ...threadOf('thread_1'), metadata: { changed: 'yes' } })
  await store.threads.touch('thread_1', 9_000)
  await store.messages.put(userMessageOf('msg_1', 'changed'))
  await store.messages.rewrite(userMessageOf('msg_2', 'changed'))
  await store.messages.insert(userMessageOf('msg_3', 'changed'), { before: 'msg_2' })
  await store.runs.setMetadata('run_1', { changed: 'yes' })
  await store.runs.countStart('run_1')
  await store.runs.claim('run_1', ['queued'])
  await store.runs.move(runRowOf({ id: 'run_1', status: 'completed' }).run, {
    from: ['queued'],
    attempt: 2,
    atMs: 9_000,
  })
  await store.events.append('run_1', eventsOf((await store.events.lastSeq('run_1')) + 1, 9))
  await store.records.put({ kind: 'appbuilder.run', id: 'run_1', owner: 'thread_1' }, { word: 'changed' })
  await store.answers.drop(keyed)
  await store.labels.change({ kind: 'thread', id: 'thread_1', add: ['changed'], remove: ['one', 'other'] })
  await store.messages.remove('msg_2')
  await store.exchanges.put('run_1', exchangeOf(1, '/changed'))
  await store.transfers.note({ ...brought, hash: 'changed' })
  await store.transfers.replaceRun(runRowOf({ id: 'run_1', status: 'failed' }).run, { createdMs: 2, endedMs: 3 })
  await store.transfers.remove('transfer_1')
}

describe.each(databases)('connections in one database on $name', (database) => {
  it('have ids of their own, and none reads or changes what another has', async () => {
    const alone = await open(await database.create())
    const [first, second] = [await alone.storeOf('one'), await (await open(await database.create())).storeOf('other')]
    const shared = await open(await database.create())
    const [one, other] = [await shared.storeOf('one'), await shared.storeOf('other')]
    for (const store of [first, one]) await fill(store, 'one')
    for (const store of [second, other]) await fill(store, 'other')
    // Places rise over all connections; what is read otherwise is the same as alone.
    const read = async (store: Store) =>
      JSON.parse(JSON.stringify(await everything(store)).replaceAll(/"before":\d+/g, '""')) as unknown
    expect(await read(one)).toEqual(await read(first))
    expect(await read(other)).toEqual(await read(second))
    await change(one)
    await change(first)
    expect(await read(one)).toEqual(await read(first))
    expect(await read(other)).toEqual(await read(second))
    await one.threads.remove('thread_1')
    await one.assistants.remove('asst_1')
    expect(await read(other)).toEqual(await read(second))
  }, 60_000)

  it('allow each a thread of one id with an active run', async () => {
    const shared = await open(await database.create())
    for (const name of ['one', 'other']) {
      const store = await shared.storeOf(name)
      await store.threads.insert(threadOf('thread_1'))
      await store.runs.insert(runRowOf({ id: 'run_1' }), 1)
      await expect(store.runs.insert(runRowOf({ id: 'run_2' }), 1)).rejects.toThrow('active run')
    }
  })

  it('go with all that is kept of them', async () => {
    const at = await database.create()
    const shared = await open(at)
    const [one, other] = [await shared.storeOf('one'), await shared.storeOf('other')]
    await fill(one, 'one')
    await fill(other, 'other')
    const before = await everything(other)
    const rows = await countRows(at, 'one')
    expect(Object.keys(rows)).toEqual(expect.arrayContaining(['threads', 'runs', 'events', 'exchanges', 'labels']))
    expect(rows).not.toMatchObject({ threads: 0 })
    const others = await countRows(at, 'other')
    await shared.removeConnection('one')
    expect(await countRows(at, 'one')).toEqual(Object.fromEntries(Object.keys(rows).map((table) => [table, 0])))
    expect(await countRows(at, 'other')).toEqual(others)
    expect(await everything(other)).toEqual(before)
    expect(await contentsOf(await shared.storeOf('one'))).toMatchObject({
      assistants: [],
      threads: [],
      records: [[], []],
    })
    expect(await one.events.lastSeq('run_1')).toBe(0)
  })

  it('take objects with the moments and places that they are given', async () => {
    const shared = await open(await database.create())
    const store = await shared.storeOf('one')
    await store.threads.insert(threadOf('thread_1'), { createdMs: 500 })
    await store.messages.insert(userMessageOf('msg_2', 'second'), { createdMs: 700, position: 700_000 })
    await store.messages.insert(userMessageOf('msg_1', 'first'), { createdMs: 600, position: 600_000 })
    await store.runs.insert(runRowOf({ id: 'run_1', status: 'completed' }), 700, { createdMs: 700, endedMs: 900 })
    expect(await store.threads.summary('thread_1')).toMatchObject({ last_activity_ms: 900 })
    expect(await store.runs.summary('run_1')).toMatchObject({ created_ms: 700, ended_ms: 900 })
    expect((await store.messages.history('thread_1')).map(({ id }) => id)).toEqual(['msg_1', 'msg_2'])
    expect(await store.createdMs(['thread_1', 'msg_1', 'msg_2'])).toEqual({ thread_1: 500, msg_1: 600, msg_2: 700 })
    await store.messages.insert(userMessageOf('msg_0', 'far ahead'), { position: 5_000_000_000 })
    await store.messages.insert(userMessageOf('msg_3', 'third'))
    expect((await store.messages.history('thread_1')).at(-1)?.id).toBe('msg_3')
  })
})
