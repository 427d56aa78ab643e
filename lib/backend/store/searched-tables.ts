import type { ChunkTable } from './chunk-table'
import type { VectorStoreBatchTable } from './vector-store-batch-table'
import type { VectorStoreFileTable } from './vector-store-file-table'
import type { VectorStoreTable } from './vector-store-table'

/** Vector stores, and what the files in them are found by. */
export interface SearchedTables {
  readonly vectorStores: VectorStoreTable
  readonly vectorStoreFiles: VectorStoreFileTable
  readonly vectorStoreBatches: VectorStoreBatchTable
  readonly chunks: ChunkTable
}
