import { type SelectQueryBuilder, sql } from 'kysely'
import type { ThreadSummary } from '@/lib/protocol/playground'
import type { RunStatus } from '@/lib/protocol/status'
import type { Thread } from '@/lib/protocol/thread'
import type { Clock } from '../clock'
import type { Database, Db } from './database'
import { columnText, containing, foldCase } from './index-text'
import { createObjects, toObject } from './objects'
import { listPage, refuseCursor } from './paging'
import type { NextPosition } from './positions'
import type { ThreadTable } from './store'

interface ThreadsOptions {
  readonly pageBytes: number
  readonly nextPosition: NextPosition
  readonly clock: Clock
}

/** Activity never goes back, even if the clock does. An update, it also takes the row until the transaction ends. */
export const activityAt = (atMs: number) => ({
  last_activity_ms: sql<number>`case when last_activity_ms < ${atMs} then ${atMs} else last_activity_ms end`,
})

export function createThreads(db: Db, { nextPosition, clock, pageBytes }: ThreadsOptions): ThreadTable {
  const update = (id: string) => db.updateTable('threads').where('id', '=', id)
  return {
    ...createObjects<Thread>(db, 'threads'),

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
      const rows = scope.select('document')
      return listPage({ noun: 'thread', scope, rows, toObject: toObject<Thread>, pageBytes }, query)
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
      let page = newest.limit(limit + 1)
      if (q) page = page.where(mentions(q))
      if (after !== undefined) page = page.where(standsBelow(await placeOf(db, after)))
      const rows = await summaries(db, page).execute()
      return { data: rows.slice(0, limit).map(toSummary), hasMore: rows.length > limit }
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

const standsBelow = ({ last_activity_ms, position }: { last_activity_ms: number; position: number }) =>
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
    .select(['thread.id', 'thread.title', 'thread.preview', 'thread.message_count', 'thread.last_activity_ms'])
    .select(['thread.document', 'runs.id as run_id', 'runs.status', 'runs.assistant_id'])
    .orderBy('thread.last_activity_ms', 'desc')
    .orderBy('thread.position', 'desc')

interface SummaryRow {
  readonly id: string
  readonly title: string | null
  readonly preview: string | null
  readonly message_count: number
  readonly last_activity_ms: number
  readonly document: string
  readonly run_id: string | null
  readonly status: string | null
  readonly assistant_id: string | null
}

const toSummary = ({ document, run_id, status, assistant_id, ...columns }: SummaryRow): ThreadSummary => ({
  ...columns,
  created_at: toObject<Thread>({ document }).created_at,
  last_run: run_id && status && assistant_id ? { id: run_id, status: status as RunStatus, assistant_id } : null,
})
