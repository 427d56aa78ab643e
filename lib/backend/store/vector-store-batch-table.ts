import type { VectorStoreBatch } from '@/lib/protocol/vector-store'

/** What of a batch is written down; the rest is counted. */
export type StoredBatch = Pick<VectorStoreBatch, 'id' | 'object' | 'created_at' | 'vector_store_id'>

export interface VectorStoreBatchTable {
  insert(batch: StoredBatch): Promise<void>
  get(storeId: string, id: string): Promise<{ readonly batch: StoredBatch; readonly isCancelled: boolean } | undefined>
  /** Marks it. */
  cancel(storeId: string, id: string): Promise<void>
}
