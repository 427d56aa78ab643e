import { type SelectQueryBuilder, sql } from 'kysely'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { runStatuses } from '@/lib/protocol/status'
import type { Thread } from '@/lib/protocol/thread'
import type { Database, Db } from './database'
import { documentColumns, type DocumentRow } from './documents'
import { columnText, containing, foldCase } from './index-text'
import { createObjects } from './objects'
import { fillPage, listPage, refuseCursor } from './paging'
import type { TableOptions, ThreadTable } from './store'

/** Activity never goes back, even if the clock does. An update, it also takes the row until the transaction ends. */
export const activityAt = (atMs: number) => ({
  last_activity_ms: sql<number>`case when last_activity_ms < ${atMs} then ${atMs} else last_activity_ms end`,
})

export function createThreads(db: Db, { nextPosition, clock, pageBytes, documents }: TableOptions): ThreadTable {
  const read = (row: DocumentRow) => documents.object<Thread>('threads', row)
  const toSummary = (row: SummaryRow) => summaryOf(row, read(row))
  const update = (id: string) => db.updateTable('threads').where('id', '=', id)
  return {
    ...createObjects<Thread>(db, { name: 'threads', documents }),

    async insert(thread) {
      const { id } = thread
      const fresh = { position: nextPosition(), last_activity_ms: clock(), message_count: 0 }
      await db
        .insertInto('threads')
        .values({ id, ...fresh, document: JSON.stringify(thread) })
        .execute()
    },

    list(query) {
      const scope = db.selectFrom('threads')
      return listPage({ noun: 'thread', scope, rows: scope.select(documentColumns), read, pageBytes }, query)
    },

    async touch(id, atMs) {
      const result = await update(id).set(activityAt(atMs)).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async rename(id, title) {
      const text = title === null ? null : columnText(title)
      const result = await update(id)
        .set({ title: text, title_folded: text && foldCase(text) })
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async search({ q, limit, after }) {
      const newest = db.selectFrom('threads').orderBy('last_activity_ms', 'desc').orderBy('position', 'desc')
      const found = q ? newest.where(mentions(q)) : newest
      const from = after === undefined ? undefined : await placeOf(db, after)
      return fillPage<SummaryRow, ThreadSummary>(limit, {
        read: toSummary,
        async rowsAfter(last: Place | undefined = from, count) {
          const page = found.limit(count + 1)
          const rows = await summaries(db, last ? page.where(standsBelow(last)) : page).execute()
          return { data: rows.slice(0, count), hasMore: rows.length > count }
        },
      })
    },

    async summary(id) {
      const row = await summaries(db, db.selectFrom('threads').where('id', '=', id)).executeTakeFirst()
      return row && toSummary(row)
    },
  }
}

const mentions = (q: string) => {
  const pattern = containing(q)
  return sql<boolean>`(
    title_folded like ${pattern} escape '\\' or preview_folded like ${pattern} escape '\\'
    or lower(id) like ${pattern} escape '\\'
  )`
}

/** Where a thread stands in the index: its activity, and among threads of one moment its position. */
async function placeOf(db: Db, id: string) {
  const thread = db.selectFrom('threads').where('id', '=', id)
  const place = await thread.select(['last_activity_ms', 'position']).executeTakeFirst()
  return place ?? refuseCursor({ param: 'after', noun: 'thread', id })
}

type Place = Pick<SummaryRow, 'last_activity_ms' | 'position'>

const standsBelow = ({ last_activity_ms, position }: Place) =>
  sql<boolean>`(last_activity_ms, ${sql.ref('position')}) < (${last_activity_ms}, ${position})`

/** The given threads, each with its newest run. Only the threads of the page are asked for their runs. */
const summaries = (db: Db, threads: SelectQueryBuilder<Database, 'threads', object>) =>
  db
    .selectFrom(
      threads
        .select(['id', 'position', 'title', 'preview', 'message_count', 'last_activity_ms', 'document'])
        .select(({ selectFrom }) =>
          selectFrom('runs')
            .select('runs.id')
            .whereRef('runs.thread_id', '=', 'threads.id')
            .orderBy('runs.position', 'desc')
            .limit(1)
            .as('last_run_id'),
        )
        .as('thread'),
    )
    .leftJoin('runs', 'runs.id', 'thread.last_run_id')
    .select([
      'thread.id',
      'thread.position',
      'thread.title',
      'thread.preview',
      'thread.message_count',
      'thread.last_activity_ms',
    ])
    .select(['thread.document', 'runs.id as run_id', 'runs.status', 'runs.assistant_id'])
    .orderBy('thread.last_activity_ms', 'desc')
    .orderBy('thread.position', 'desc')

interface SummaryRow {
  readonly id: string
  readonly position: number
  readonly title: string | null
  readonly preview: string | null
  readonly message_count: number
  readonly last_activity_ms: number
  readonly document: string
  readonly run_id: string | null
  readonly status: string | null
  readonly assistant_id: string | null
}

function summaryOf(row: SummaryRow, { created_at }: Thread): ThreadSummary {
  const { id, title, preview, message_count, last_activity_ms, run_id, status, assistant_id } = row
  // The column may hold anything after a fault of the disk.
  const known = runStatuses.find((each) => each === status)
  const last_run = run_id && known && assistant_id ? { id: run_id, status: known, assistant_id } : null
  return { id, title, preview, message_count, last_activity_ms, created_at, last_run }
}
