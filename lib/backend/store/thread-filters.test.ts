import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RunStatus } from '@/lib/protocol/status'
import { createDocuments } from './documents'
import { createConnectionDb } from './connection-db'
import type { ThreadQuery } from './list-queries'
import { openSqlite } from './open-sqlite'
import type { Store } from './store'
import { databases, openStore } from './testing/databases'
import { runRowOf, threadOf } from './testing/objects'
import { findThreads } from './thread-search'
import { createThreads } from './threads'
import { createTransactionScope } from './transaction-scope'

/** The ids of all pages of two, which must be those of one page. */
async function idsOf(store: Store, query: Partial<ThreadQuery>) {
  const ids: string[] = []
  for (let hasMore = true; hasMore;) {
    const page = await store.threads.search({ limit: 2, after: ids.at(-1), ...query })
    ids.push(...page.data.map(({ id }) => id))
    hasMore = page.hasMore
  }
  const whole = await store.threads.search({ limit: 100, ...query })
  expect(whole.data.map(({ id }) => id)).toEqual(ids)
  return ids.join(' ')
}

/** A run on a thread that has ended so, or stands so. */
async function addRun(store: Store, thread_id: string, status: RunStatus, atMs: number) {
  const id = `run_${thread_id}_${atMs}`
  await store.runs.insert(runRowOf({ id, thread_id }), atMs)
  const { run } = runRowOf({ id, thread_id, status })
  if (status !== 'queued') await store.runs.move(run, { from: ['queued'], attempt: 1, atMs: atMs + 1 })
  return id
}

/** Threads `a` to `f`, created in seconds one to six, in which something happened at other times. */
async function seed(store: Store) {
  for (const [index, id] of ['a', 'b', 'c', 'd', 'e', 'f'].entries()) {
    await store.threads.insert(threadOf(id), { createdMs: (index + 1) * 1_000 })
  }
  await addRun(store, 'a', 'failed', 20_000)
  await addRun(store, 'b', 'failed', 8_000)
  await addRun(store, 'b', 'completed', 9_000)
  await addRun(store, 'c', 'expired', 10_000)
  await addRun(store, 'd', 'failed', 7_000)
  await addRun(store, 'e', 'failed', 11_000)
  await addRun(store, 'e', 'queued', 12_000)
}

describe.each(databases)('the filters of threads on $name', (database) => {
  it('know how the newest run stands', async () => {
    const store = await openStore(await database.create())
    await seed(store)
    const of = (...status: RunStatus[]) => idsOf(store, { status })
    expect(await of('failed')).toBe('a d')
    expect(await of('completed')).toBe('b')
    expect(await of('queued')).toBe('e')
    expect(await of('queued', 'in_progress')).toBe('e')
    expect(await of('expired', 'failed', 'queued')).toBe('a e c d')
    expect(await idsOf(store, { status: ['expired', 'failed'], order: 'asc' })).toBe('d c a')
    expect(await idsOf(store, { status: ['failed'], sort: 'created' })).toBe('d a')
    expect(await of()).toBe('')
    // One of long ago that comes in later is not the newest.
    await store.runs.insert(runRowOf({ id: 'run_old', thread_id: 'b', status: 'failed' }), 1, { position: 1 })
    expect(await of('completed')).toBe('b')
    await store.runs.abandon('run_e_12000', 30_000)
    expect(await of('failed')).toBe('a e d')
  })

  it('know when a thread was created and used last, in either order', async () => {
    const store = await openStore(await database.create())
    await seed(store)
    expect(await idsOf(store, { sort: 'created' })).toBe('f e d c b a')
    expect(await idsOf(store, { created: { from: 2_000, before: 5_000 }, sort: 'created' })).toBe('d c b')
    expect(await idsOf(store, { created: { from: 2_000, before: 5_000 } })).toBe('c b d')
    expect(await idsOf(store, { used: { from: 9_001, before: 12_000 } })).toBe('c b')
    expect(await idsOf(store, { used: { from: 9_001 }, sort: 'created', order: 'asc' })).toBe('a b c e')
    expect(await idsOf(store, { created: { before: 3_000 }, used: { from: 10_000 } })).toBe('a')
    expect(await idsOf(store, { created: { before: 3_000 }, status: ['completed', 'failed'] })).toBe('a b')
    expect(await idsOf(store, { used: { before: 1_000 } })).toBe('')
  })

  it('know which are gone, unread and unlisted', async () => {
    const store = await openStore(await database.create())
    const { threadMarks } = store
    for (const id of ['a', 'b', 'c']) await store.threads.insert(threadOf(id), { isUnread: id !== 'a', createdMs: 1 })
    expect(await threadMarks.setGone('b', 5)).toBe(true)
    expect(await threadMarks.setGone('b', 6), 'known already').toBe(false)
    expect(await threadMarks.setGone('none', 6)).toBe(false)
    expect((await store.threads.summary('b'))?.gone_ms).toBe(5)
    expect(await idsOf(store, { gone: true })).toBe('b')
    expect(await idsOf(store, { gone: false })).toBe('c a')
    expect(await threadMarks.countGone()).toBe(1)
    expect(await threadMarks.unread(5), 'one that is gone cannot be read').toEqual(['c'])
    expect(await threadMarks.countUnread()).toBe(1)
    expect(await idsOf(store, { empty: true }), 'nobody knows whether unread ones are empty').toBe('a')
    expect(await store.threads.countEmpty()).toBe(1)

    await threadMarks.setListed(['a'], 10)
    const unlisted = async (sinceMs: number) =>
      (await threadMarks.unlisted({ sinceMs, behind: 0, limit: 5 })).map(({ id }) => id)
    expect(await unlisted(10)).toEqual(['c'])
    expect(await unlisted(11)).toEqual(['a', 'c'])
    await threadMarks.setUnread('c', false)
    expect(await threadMarks.isUnread('c')).toBe(false)
    expect(await store.threads.summary('c')).not.toHaveProperty('is_unread')
    expect(await threadMarks.setGone('b', null)).toBe(true)
    expect(await store.threads.summary('b')).toMatchObject({ is_unread: true })
    expect(await store.threads.summary('b')).not.toHaveProperty('gone_ms')
  })

  it('remember since when there is an index', async () => {
    let now = 5
    const at = await database.create()
    const store = await openStore(at, () => now)
    expect(store.sinceMs === 5 || store.sinceMs === null).toBe(true)
    await store.close()
    now = 9
    expect((await openStore(at, () => now)).sinceMs).toBe(store.sinceMs)
  })
})

/** How SQLite goes about a query: which index, by which of its columns, and whether it has to sort. */
async function planOf(query: Partial<ThreadQuery>) {
  const location = await databases[0]!.create()
  if (!('folder' in location)) throw new Error('SQLite has a folder.')
  const statements: { sql: string; parameters: readonly unknown[] }[] = []
  const db = await openSqlite(location.folder, createTransactionScope())
  onTestFinished(() => db.destroy())
  const noting = db.withPlugin({
    transformQuery: ({ node }) => (statements.push(db.getExecutor().compileQuery(node, { queryId: '' })), node),
    transformResult: async ({ result }) => result,
  })
  const documents = createDocuments(() => undefined)
  const tableOptions = { clock: () => 1, nextPosition: () => 1, pageBytes: 1_000, documents }
  await createThreads(createConnectionDb(db, 'embedded'), tableOptions).insert(threadOf('a'))
  await findThreads(createConnectionDb(noting, 'embedded'), documents, { limit: 50, ...query })
  const last = statements.findLast(({ sql: text }) => text.includes('last_run_id'))
  if (!last) throw new Error('No page was asked for.')
  const pieces = last.sql
    .split('?')
    .map(
      (piece, index) =>
        sql`${sql.raw(piece)}${index < last.parameters.length ? sql`${last.parameters[index]}` : sql``}`,
    )
  const { rows } = await sql<{ detail: string }>`explain query plan ${sql.join(pieces, sql``)}`.execute(db)
  return rows.map(({ detail }) => detail).join('\n')
}

it.each([
  [{}, 'threads_by_activity'],
  [{ sort: 'created' }, 'threads_by_creation'],
  [{ status: ['failed'] }, 'threads_by_outcome'],
  [{ gone: true }, 'threads_gone'],
  [{ used: { from: 1, before: 2 } }, 'threads_by_activity'],
  [{ created: { from: 1, before: 2 }, sort: 'created' }, 'threads_by_creation'],
  [{ status: ['failed'], used: { from: 1 } }, 'threads_by_outcome'],
] as const satisfies readonly (readonly [Partial<ThreadQuery>, string])[])(
  'a list of %j goes by %s',
  async (query, index) => {
    const plan = await planOf(query)
    expect(plan).toContain(`USING INDEX ${index}`)
    expect(plan).not.toMatch(/SCAN threads\b(?! USING INDEX)/)
  },
)

it.each([
  [{}, 'last_activity_ms'],
  [{ order: 'asc' }, 'last_activity_ms'],
  [{ sort: 'created' }, 'created_ms'],
  [{ status: ['failed'] }, 'last_activity_ms'],
] as const satisfies readonly (readonly [Partial<ThreadQuery>, string])[])(
  'a page of %j begins where the one before ended, however deep that is',
  async (query, key) => {
    expect(await planOf({ ...query, after: 'a' })).toMatch(new RegExp(`\\(${key},position\\)[<>]`))
  },
)
