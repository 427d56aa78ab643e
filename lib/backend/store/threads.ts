import { type RawBuilder, sql } from 'kysely'
import type { Thread } from '@/lib/protocol/thread'
import { compiled } from './compiled'
import type { ConnectionDb } from './connection-db'
import { documentColumns, type DocumentRow } from './documents'
import { columnText, foldCase } from './index-text'
import { createObjects } from './objects'
import { contentsOfThreads, oldThreads } from './old-threads'
import { listPage } from './paging'
import type { Position } from './positions'
import { UNINDEXED } from './search-index'
import type { TableOptions, ThreadTable } from './store'
import { countEmpty, findThreads, findThreadSummary } from './thread-search'

/** Activity never goes back, even if the clock does. An update, it also takes the row until the transaction ends. */
export const activityAt = (atMs: number | RawBuilder<number>) => ({
  last_activity_ms: sql<number>`case when last_activity_ms < ${atMs} then ${atMs} else last_activity_ms end`,
})

interface NewThread {
  readonly id: string
  readonly position: Position
  readonly created_ms: number
  readonly is_unread: number
  readonly document: string
}

const insertThread = compiled<NewThread>((db, row) =>
  db.insertInto('threads', { ...row, last_activity_ms: row.created_ms, message_count: 0 }).compile(),
)

export function createThreads(
  db: ConnectionDb,
  { nextPosition, clock, pageBytes, documents }: TableOptions,
): ThreadTable {
  const read = (row: DocumentRow) => documents.object<Thread>('threads', row)
  const update = (id: string) => db.updateTable('threads').where('id', '=', id)
  return {
    ...createObjects<Thread>(db, { name: 'threads', documents }),

    async insert(thread, placement) {
      const { id } = thread
      const created_ms = placement?.createdMs ?? clock()
      const is_unread = placement?.isUnread ? 1 : 0
      await insertThread(db, {
        ...{ id, position: nextPosition(placement), created_ms, is_unread },
        document: JSON.stringify(thread),
      })
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
        .set({ title: text, title_folded: text && foldCase(text), search_block: UNINDEXED })
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    search: (query) => findThreads(db, documents, query),

    summary: (id) => findThreadSummary(db, documents, id),

    countEmpty: () => countEmpty(db),

    old: (query) => oldThreads(db, query),

    contentsOf: (ids) => contentsOfThreads(db, ids),
  }
}
