// The index of threads: whatever the filter and the order, no more threads are read than are shown.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Cost, RunEnd, ThreadSummary } from '@/lib/protocol/playground'
import { runStatuses } from '@/lib/protocol/status'
import { forkedFrom } from '@/lib/run/forked-from'
import type { Thread } from '@/lib/protocol/thread'
import { MAX_COUNTED } from '@/lib/run/list-limits'
import { hasPlace } from './column-shapes'
import type { ConnectionDb } from './connection-db'
import { withCosts } from './costs'
import type { Documents } from './documents'
import { withLabels } from './labels'
import type { ThreadQuery } from './list-queries'
import { fillPage, refuseCursor } from './paging'
import { withRunEnds } from './run-ends'
import type { Page } from './page'
import { byStatus, filtered, isEmpty, keys, type Sort, type Threads } from './thread-filters'

export async function findThreads(
  db: ConnectionDb,
  documents: Documents,
  query: ThreadQuery,
): Promise<Page<ThreadSummary>> {
  const { limit, after, sort = 'activity', order = 'desc', status } = query
  if (status?.length === 0) return { data: [], hasMore: false }
  const found = await filtered(db, query)
  const conditions = status && (await byStatus(db, query))
  const ordering = { sort, order }
  const from = after === undefined ? undefined : await placeOf(db, after, sort)
  return fillPage<WholeRow, ThreadSummary>(limit, {
    read: (row) => toSummary(row, documents),
    async rowsAfter(last, count) {
      const place = last ? { key: last[keys[sort]], position: last.position } : from
      const page = found.where(standsBehind(place, ordering))
      const rows = await summaries(db, pageOf(db, page, { ...ordering, conditions, count: count + 1 }), ordering)
      return { data: await withMore(db, documents, rows.slice(0, count)), hasMore: rows.length > count }
    },
  })
}

export async function findThreadSummary(
  db: ConnectionDb,
  documents: Documents,
  id: string,
): Promise<ThreadSummary | undefined> {
  const found = await summaries(db, db.selectFrom('threads').where('id', '=', id), byActivity)
  const [row] = await withMore(db, documents, found)
  return row && toSummary(row, documents)
}

/** How many threads have neither messages nor runs, as far as it is counted. */
export async function countEmpty(db: ConnectionDb): Promise<number> {
  const counted = db.selectFrom('threads').select('id').where(isEmpty).limit(MAX_COUNTED).as('counted')
  const { count } = await db.whole
    .selectFrom(counted)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

interface Ordering {
  readonly sort: Sort
  readonly order: 'asc' | 'desc'
}

const byActivity: Ordering = { sort: 'activity', order: 'desc' }

interface Paging extends Ordering {
  /** Any of them; undefined where there is none to meet. */
  readonly conditions: readonly Expression<SqlBool>[] | undefined
  readonly count: number
}

/** Condition by condition, each in order by its index, and merged: over several of them no index has an order. */
function pageOf(db: ConnectionDb, threads: Threads, { conditions = [], count, ...ordering }: Paging): Threads {
  const parts = conditions.map((condition) => inOrder(threads.where(condition), ordering).limit(count))
  const [only] = parts
  if (only === undefined) return inOrder(threads, ordering).limit(count)
  if (parts.length === 1) return only
  const ids = parts.map((part) => sql`select id from (${part.select('id')}) as part`)
  const merged = sql<SqlBool>`id in (${sql.join(ids, sql` union all `)})`
  return inOrder(db.selectFrom('threads').where(merged), ordering).limit(count)
}

const inOrder = (threads: Threads, { sort, order }: Ordering): Threads =>
  threads.orderBy(keys[sort], order).orderBy('position', order)

/** Where a thread stands: its time, and among threads of one moment its position. */
interface Place {
  readonly key: number
  readonly position: number
}

async function placeOf(db: ConnectionDb, id: string, sort: Sort): Promise<Place> {
  const thread = db.selectFrom('threads').where('id', '=', id)
  const place = await thread.select([`${keys[sort]} as key`, 'position']).executeTakeFirst()
  return place ?? refuseCursor({ param: 'after', noun: 'thread', id })
}

/** One condition goes by the index: the place, where there is one. The sign keeps SQLite from taking the other. */
function standsBehind(place: Place | undefined, { sort, order }: Ordering): Expression<SqlBool> {
  const key = sql.ref(keys[sort])
  if (!place) return hasPlace(key)
  const further = order === 'asc' ? sql`>` : sql`<`
  return sql<SqlBool>`((${key}, position) ${further} (${place.key}, ${place.position}) and ${hasPlace(sql`+${key}`)})`
}

/** The given threads, each with its newest run. Only the threads of the page are asked for their runs. */
async function summaries(db: ConnectionDb, threads: Threads, { sort, order }: Ordering): Promise<SummaryRow[]> {
  const rows = db.whole
    .selectFrom(
      threads
        .select([
          'connection_id',
          'id',
          'position',
          'title',
          'preview',
          'message_count',
          'last_activity_ms',
          'created_ms',
          'gone_ms',
          'is_unread',
          'document',
        ])
        .select(({ selectFrom }) =>
          selectFrom('runs')
            .select('runs.id')
            .whereRef('runs.connection_id', '=', 'threads.connection_id')
            .whereRef('runs.thread_id', '=', 'threads.id')
            .orderBy('runs.position', 'desc')
            .limit(1)
            .as('last_run_id'),
        )
        .as('thread'),
    )
    .leftJoin('runs', (on) =>
      on.onRef('runs.connection_id', '=', 'thread.connection_id').onRef('runs.id', '=', 'thread.last_run_id'),
    )
    .leftJoin('assistants', (on) =>
      on.onRef('assistants.connection_id', '=', 'runs.connection_id').onRef('assistants.id', '=', 'runs.assistant_id'),
    )
    .select([
      'thread.id',
      'thread.position',
      'thread.title',
      'thread.preview',
      'thread.message_count',
      'thread.last_activity_ms',
      'thread.created_ms',
      'thread.gone_ms',
      'thread.is_unread',
      'thread.document',
    ])
    .select([
      'runs.id as run_id',
      'runs.status as run_status',
      'runs.assistant_id',
      'assistants.name as assistant_name',
    ])
  const ordered = rows.orderBy(`thread.${keys[sort]}`, order).orderBy('thread.position', order)
  return withLabels(db, await ordered.execute())
}

interface SummaryRow {
  readonly id: string
  readonly position: number
  readonly title: string | null
  readonly preview: string | null
  readonly message_count: number
  readonly last_activity_ms: number
  readonly created_ms: number
  readonly gone_ms: number | null
  readonly is_unread: number
  readonly document: string
  readonly run_id: string | null
  readonly run_status: string | null
  readonly assistant_id: string | null
  readonly assistant_name: string | null
  readonly labels: readonly string[]
}

interface WholeRow extends SummaryRow {
  readonly run_end: RunEnd | null
  readonly cost: Cost | undefined
}

/** What is read in queries of its own, of the threads of the page alone. */
const withMore = async (db: ConnectionDb, documents: Documents, rows: readonly SummaryRow[]): Promise<WholeRow[]> =>
  withCosts(db, documents, await withRunEnds(db, documents, rows))

function toSummary(row: WholeRow, documents: Documents): ThreadSummary {
  const { created_at, metadata } = documents.object<Thread>('threads', row)
  const { id, title, preview, message_count, last_activity_ms, labels } = row
  const { run_id, run_status, assistant_id, assistant_name, run_end: end } = row
  // The column may hold anything after a fault of the disk.
  const known = runStatuses.find((each) => each === run_status)
  const last_run =
    run_id && known && assistant_id ? { id: run_id, status: known, assistant_id, assistant_name, end } : null
  const origin = forkedFrom(metadata)
  const summary = { id, title, preview, message_count, last_activity_ms, created_at, last_run, labels }
  return {
    ...summary,
    ...(row.gone_ms !== null && { gone_ms: row.gone_ms }),
    ...(row.is_unread === 1 && { is_unread: true }),
    ...(row.cost && { cost: row.cost }),
    ...(origin && { forked_from: origin }),
  }
}
