import type { RecordTable } from './record-table'
import { compiled } from './compiled'
import { atomically, type ConnectionDb } from './connection-db'
import { readable } from './documents'
import type { Position } from './positions'
import type { TableOptions } from './store'

interface StoredRecord {
  readonly kind: string
  readonly id: string
  readonly owner: string
  readonly position: Position
  readonly document: string
}

const putRecord = compiled<StoredRecord>((db, row) =>
  db
    .insertInto('records', row)
    .onConflict((on) => on.columns(['connection_id', 'kind', 'id']).doUpdateSet({ document: row.document }))
    .compile(),
)

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
        await putRecord(db, { kind, id, owner, position: nextPosition(), document: JSON.stringify(document) })
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
