import { sql } from 'kysely'
import { MAX_COUNTED } from '@/lib/run/list-limits'
import { hasPlace } from './column-shapes'
import type { ConnectionDb } from './connection-db'
import type { ThreadMarkTable } from './thread-mark-table'

export function createThreadMarks(db: ConnectionDb): ThreadMarkTable {
  const update = db.updateTable('threads')
  const threads = db.selectFrom('threads')
  const unread = threads.where('gone_ms', 'is', null).where(sql<boolean>`is_unread = 1`)

  return {
    async setGone(id, goneMs) {
      const changed = update.set({ gone_ms: goneMs }).where('id', '=', id)
      // The moment of the first time stays.
      const result = await changed.where('gone_ms', goneMs === null ? 'is not' : 'is', null).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async isUnread(id) {
      const row = await threads.select('is_unread').where('id', '=', id).executeTakeFirst()
      return row?.is_unread === 1
    },

    async setUnread(id, isUnread) {
      const is_unread = isUnread ? 1 : 0
      await update.set({ is_unread }).where('id', '=', id).where('is_unread', '!=', is_unread).execute()
    },

    async setListed(ids, atMs) {
      if (ids.length > 0) await update.set({ listed_ms: atMs }).where('id', 'in', ids).execute()
    },

    async unread(limit) {
      const rows = await unread.select('id').orderBy('position', 'desc').limit(limit).execute()
      return rows.map(({ id }) => id)
    },

    async countUnread() {
      const { count } = await unread.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
      return Number(count)
    },

    async countGone() {
      const gone = threads.select('id').where('gone_ms', 'is not', null).limit(MAX_COUNTED).as('gone')
      const counted = db.whole.selectFrom(gone).select(({ fn }) => fn.countAll<number>().as('count'))
      return Number((await counted.executeTakeFirstOrThrow()).count)
    },

    unlisted: ({ sinceMs, behind, limit }) =>
      threads
        .select(['id', 'position'])
        .where('gone_ms', 'is', null)
        .where(({ or, eb }) => or([eb('listed_ms', 'is', null), eb('listed_ms', '<', sinceMs)]))
        .where(hasPlace(sql.ref('position')))
        .where('position', '>', behind)
        .orderBy('position')
        .limit(limit)
        .execute(),
  }
}
