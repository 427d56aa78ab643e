import type { ConnectionDb } from './connection-db'
import { documentColumns } from './documents'
import type { TableOptions } from './store'
import type { StoredBatch, VectorStoreBatchTable } from './vector-store-batch-table'

export function createVectorStoreBatches(
  db: ConnectionDb,
  { nextPosition, documents }: Omit<TableOptions, 'clock'>,
): VectorStoreBatchTable {
  return {
    async insert(batch) {
      const { id, vector_store_id: store_id } = batch
      const row = { id, store_id, position: nextPosition(), document: JSON.stringify(batch) }
      await db.insertInto('vector_store_batches', row).execute()
    },

    async get(storeId, id) {
      const row = await db
        .selectFrom('vector_store_batches')
        .select([...documentColumns, 'is_cancelled'])
        .where('store_id', '=', storeId)
        .where('id', '=', id)
        .executeTakeFirst()
      return (
        row && {
          batch: documents.object<StoredBatch>('vector_store_batches', row),
          isCancelled: row.is_cancelled !== 0,
        }
      )
    },

    async cancel(storeId, id) {
      const one = db.updateTable('vector_store_batches').where('store_id', '=', storeId).where('id', '=', id)
      await one.set({ is_cancelled: 1 }).execute()
    },
  }
}
