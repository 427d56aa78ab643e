// Runs over all threads, newest first: whatever the filter, no more runs are read than are shown.
import { type SelectQueryBuilder, sql } from 'kysely'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { runStatuses } from '@/lib/protocol/status'
import type { Database, Db } from './database'
import { containing, foldCase } from './index-text'
import type { Documents } from './documents'
import { cutPage, fillPage, refuseCursor } from './paging'
import type { Page, RunTable } from './store'

type RunQuery = Parameters<RunTable['search']>[0] & { readonly pageBytes: number }

export async function findRuns(db: Db, documents: Documents, query: RunQuery): Promise<Page<RunSummary>> {
  const from = query.after === undefined ? undefined : await positionOf(db, query.after)
  if (query.status?.length === 0) return { data: [], hasMore: false }
  const words = query.q ? { pattern: containing(query.q), assistants: await namedLike(db, query.q) } : undefined
  return fillPage(query.limit, {
    read: (row: SummaryRow) => toSummary(row, documents.run(row)),
    async rowsAfter(last, limit) {
      const found = await newest(db, { ...query, limit }, { below: last?.position ?? from, words }).execute()
      const { data, hasMore } = cutPage(found, { limit, pageBytes: query.pageBytes, bytesOf: ({ bytes }) => bytes })
      const ids = data.map(({ id }) => id)
      if (ids.length === 0) return { data: [], hasMore }
      return { data: await summaries(db, db.selectFrom('runs').where('id', 'in', ids)).execute(), hasMore }
    },
  })
}

export async function findSummary(db: Db, documents: Documents, id: string): Promise<RunSummary | undefined> {
  const row = await summaries(db, db.selectFrom('runs').where('id', '=', id)).executeTakeFirst()
  return row && toSummary(row, documents.run(row))
}

interface Scope {
  readonly below?: number
  readonly words?: { readonly pattern: string; readonly assistants: readonly string[] }
}

/** Which runs those are, one more than the page has, and how large each of them is. */
function newest(db: Db, query: RunQuery, { below, words }: Scope) {
  const { limit, thread_id, assistant_id, status } = query
  let runs = db
    .selectFrom('runs')
    .select(['id', 'position', sql<number>`octet_length(document)`.as('bytes')])
    .orderBy('position', 'desc')
    .limit(limit + 1)
  if (below !== undefined) runs = runs.where('position', '<', below)
  if (words) runs = runs.where(mentions(words))
  if (assistant_id !== undefined) runs = runs.where('assistant_id', '=', assistant_id)
  if (thread_id !== undefined) {
    const ofThread = runs.where('thread_id', '=', thread_id)
    // A thread has few runs: an expression keeps SQLite from reading all runs of these statuses instead.
    return status ? ofThread.where(sql`coalesce(status, '')`, 'in', status) : ofThread
  }
  // Status by status, each in order by its index, and merged: over several of them no index has an order.
  const [first, ...others] = (status ?? runStatuses).map((each) =>
    db.selectFrom(runs.where('status', '=', each).as('run')).selectAll(),
  )
  if (!first) return runs
  const merged = others.reduce((all, each) => all.unionAll(each), first)
  return db
    .selectFrom(merged.as('run'))
    .selectAll()
    .orderBy('position', 'desc')
    .limit(limit + 1)
}

/** A run is found by its id and by what it is called: its assistant's name, its thread's title or first message. */
const mentions = ({ pattern, assistants }: NonNullable<Scope['words']>) => {
  const ofThem = assistants.length > 0 ? sql`assistant_id in (${sql.join(assistants)})` : sql`false`
  return sql<boolean>`(
    lower(id) like ${pattern} escape '\\' or ${ofThem} or thread_id in (
      select threads.id from threads
      where title_folded like ${pattern} escape '\\' or preview_folded like ${pattern} escape '\\'
    )
  )`
}

/** A query takes only so many values; the newest assistants are those that are looked for. */
const MOST_ASSISTANTS = 1_000

/** Folded here: see index-text. */
async function namedLike(db: Db, q: string): Promise<readonly string[]> {
  const all = await db.selectFrom('assistants').select(['id', 'name']).orderBy('position', 'desc').execute()
  const wanted = foldCase(q)
  const named = all.filter(({ name }) => name !== null && foldCase(name).includes(wanted))
  return named.slice(0, MOST_ASSISTANTS).map(({ id }) => id)
}

async function positionOf(db: Db, id: string): Promise<number> {
  const cursor = await db.selectFrom('runs').select('position').where('id', '=', id).executeTakeFirst()
  return cursor?.position ?? refuseCursor({ param: 'after', noun: 'run', id })
}

const columns = [
  'id',
  'position',
  'thread_id',
  'assistant_id',
  'created_ms',
  'ended_ms',
  'metadata',
  'document',
] as const

const summaries = (db: Db, runs: SelectQueryBuilder<Database, 'runs', object>) =>
  db
    .selectFrom(runs.select(columns).as('run'))
    .leftJoin('assistants', 'assistants.id', 'run.assistant_id')
    .leftJoin('threads', 'threads.id', 'run.thread_id')
    .select(['run.id', 'run.position', 'run.created_ms', 'run.ended_ms', 'run.metadata', 'run.document'])
    .select(['assistants.name', 'threads.title', 'threads.preview'])
    .orderBy('run.position', 'desc')

interface SummaryRow {
  readonly id: string
  readonly position: number
  readonly created_ms: number
  readonly ended_ms: number | null
  readonly metadata: string
  readonly document: string
  readonly name: string | null
  readonly title: string | null
  readonly preview: string | null
}

const toSummary = ({ id, created_ms, ended_ms, name, title, preview }: SummaryRow, run: Run): RunSummary => ({
  id,
  run,
  created_ms,
  ended_ms,
  assistant_name: name,
  thread: { title, preview },
})
