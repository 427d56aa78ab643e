// The index of threads: whatever the filter and the order, no more threads are read than are shown.
import { type SelectQueryBuilder, sql } from 'kysely'
import type { RunEnd, ThreadSummary } from '@/lib/protocol/playground'
import { runStatuses } from '@/lib/protocol/status'
import type { Thread } from '@/lib/protocol/thread'
import { MAX_COUNTED } from '@/lib/run/list-limits'
import { hasPlace } from './column-shapes'
import type { ConnectionDb } from './connection-db'
import type { Database } from './database'
import type { Documents } from './documents'
import { containing, soughtText } from './index-text'
import { hasLabel, withLabels } from './labels'
import { fillPage, refuseCursor } from './paging'
import { withRunEnds } from './run-ends'
import type { ThreadQuery } from './list-queries'
import { type Blocks, findBlocks, liesIn } from './search-index'
import type { Page } from './store'

export async function findThreads(
  db: ConnectionDb,
  documents: Documents,
  query: ThreadQuery,
): Promise<Page<ThreadSummary>> {
  const { limit, after, order = 'desc' } = query
  const sought = query.q ? soughtText(query.q) : ''
  const found = filtered(db, query, sought && { sought, blocks: await findBlocks(db, 'threads', sought) })
  const from = after === undefined ? undefined : await placeOf(db, after)
  return fillPage<SummaryRow & Ended, ThreadSummary>(limit, {
    read: (row) => toSummary(row, documents),
    async rowsAfter(last: Place | undefined = from, count) {
      const page = last ? found.where(standsBehind(last, query)) : found
      const rows = await summaries(db, inOrder(page, query).limit(count + 1), { ...query, order })
      return { data: await withRunEnds(db, documents, rows.slice(0, count)), hasMore: rows.length > count }
    },
  })
}

export async function findThreadSummary(
  db: ConnectionDb,
  documents: Documents,
  id: string,
): Promise<ThreadSummary | undefined> {
  const found = await summaries(db, db.selectFrom('threads').where('id', '=', id), {})
  const [row] = await withRunEnds(db, documents, found)
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

type Threads = SelectQueryBuilder<Database, 'threads', object>

interface Sought {
  readonly sought: string
  readonly blocks: Blocks | undefined
}

function filtered(db: ConnectionDb, { label, empty }: ThreadQuery, words: Sought | ''): Threads {
  let found: Threads = db
    .selectFrom('threads')
    .where(hasPlace(sql.ref('last_activity_ms')))
    .where(hasPlace(sql.ref('position')))
  if (words) found = found.where(words.blocks ? isAmong(db, words.sought, words.blocks) : mentions(words.sought))
  if (label !== undefined) found = found.where(hasLabel(db, 'thread', label))
  return empty ? found.where(isEmpty) : found
}

/** Word for word the condition of an index. */
const isEmpty = sql<boolean>`message_count = 0 and not exists (
  select 1 from runs where runs.connection_id = threads.connection_id and runs.thread_id = threads.id
)`

const mentions = (sought: string) => {
  const pattern = containing(sought)
  return sql<boolean>`(
    title_folded like ${pattern} escape '\\' or preview_folded like ${pattern} escape '\\'
    or lower(id) like ${pattern} escape '\\'
  )`
}

/** The same, by way of the index: where few are found those are put in order, and not all looked through in theirs. */
const isAmong = ({ connection }: ConnectionDb, sought: string, blocks: Blocks) => sql<boolean>`id in (
  select id from threads where connection_id = ${connection} and ${liesIn(blocks)} and ${mentions(sought)}
)`

type Order = Pick<ThreadQuery, 'sort' | 'order'>

const inOrder = (threads: Threads, { sort, order = 'desc' }: Order): Threads =>
  (sort === 'created' ? threads : threads.orderBy('last_activity_ms', order)).orderBy('position', order)

/** Where a thread stands: its activity, and among threads of one moment its position. */
async function placeOf(db: ConnectionDb, id: string) {
  const thread = db.selectFrom('threads').where('id', '=', id)
  const place = await thread.select(['last_activity_ms', 'position']).executeTakeFirst()
  return place ?? refuseCursor({ param: 'after', noun: 'thread', id })
}

type Place = Pick<SummaryRow, 'last_activity_ms' | 'position'>

function standsBehind({ last_activity_ms, position }: Place, { sort, order }: Order) {
  const further = order === 'asc' ? sql`>` : sql`<`
  const place = sql.ref('position')
  if (sort === 'created') return sql<boolean>`${place} ${further} ${position}`
  return sql<boolean>`(last_activity_ms, ${place}) ${further} (${last_activity_ms}, ${position})`
}

/** The given threads, each with its newest run. Only the threads of the page are asked for their runs. */
async function summaries(db: ConnectionDb, threads: Threads, { sort, order = 'desc' }: Order): Promise<SummaryRow[]> {
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
      'thread.document',
    ])
    .select([
      'runs.id as run_id',
      'runs.status as run_status',
      'runs.assistant_id',
      'assistants.name as assistant_name',
    ])
  const ordered = sort === 'created' ? rows : rows.orderBy('thread.last_activity_ms', order)
  return withLabels(db, await ordered.orderBy('thread.position', order).execute())
}

interface SummaryRow {
  readonly id: string
  readonly position: number
  readonly title: string | null
  readonly preview: string | null
  readonly message_count: number
  readonly last_activity_ms: number
  readonly document: string
  readonly run_id: string | null
  readonly run_status: string | null
  readonly assistant_id: string | null
  readonly assistant_name: string | null
  readonly labels: readonly string[]
}

interface Ended {
  readonly run_end: RunEnd | null
}

function toSummary(row: SummaryRow & Ended, documents: Documents): ThreadSummary {
  const { created_at } = documents.object<Thread>('threads', row)
  const { id, title, preview, message_count, last_activity_ms, labels } = row
  const { run_id, run_status, assistant_id, assistant_name, run_end: end } = row
  // The column may hold anything after a fault of the disk.
  const known = runStatuses.find((each) => each === run_status)
  const last_run =
    run_id && known && assistant_id ? { id: run_id, status: known, assistant_id, assistant_name, end } : null
  return { id, title, preview, message_count, last_activity_ms, created_at, last_run, labels }
}
