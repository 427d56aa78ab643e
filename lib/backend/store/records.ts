import type { RecordTable } from './record-table'
import { atomically, type ConnectionDb } from './connection-db'
import { readable } from './documents'
import type { TableOptions } from './store'

export function createRecords(db: ConnectionDb, { nextPosition, documents }: Omit<TableOptions, 'clock'>): RecordTable {
  const one = (kind: string, id: string) =>
    db.selectFrom('records').select(['id', 'document']).where('kind', '=', kind).where('id', '=', id)

  return {
    async get(kind, id) {
      const row = await one(kind, id).executeTakeFirst()
      return row && documents.record(row)
    },

    put: ({ kind, id, owner }, document) =>
      atomically(db, async (db) => {
        const text = JSON.stringify(document)
        await db
          .insertInto('records', { kind, id, owner, position: nextPosition(), document: text })
          .onConflict((conflict) => conflict.columns(['connection_id', 'kind', 'id']).doUpdateSet({ document: text }))
          .execute()
      }),

    async list(kind) {
      const rows = await db
        .selectFrom('records')
        .select(['id', 'document'])
        .where('kind', '=', kind)
        .orderBy('position')
        .execute()
      return readable(rows, (row) => ({ id: row.id, document: documents.record(row) }))
    },
  }
}
