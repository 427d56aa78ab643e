import type { Generated } from 'kysely'
import type { ObjectColumns, OwnedColumns } from './columns'

/** A vector store; what is counted of it stands in the rows of its files. Times are Unix milliseconds. */
interface VectorStoreColumns extends ObjectColumns {
  last_active_ms: number
  expires_days: number | null
  expiry_ms: number | null
  is_expired: Generated<number>
  /** How many chunks are indexed, and how many terms they have together. */
  chunks: Generated<number>
  terms: Generated<number>
}

/** A file in a store: `id` is the file's. */
interface VectorStoreFileColumns extends ObjectColumns {
  store_id: string
  batch_id: string | null
  state: string
  usage_bytes: number
  index_number: number
  attributes: string
}

interface VectorStoreBatchColumns extends ObjectColumns {
  store_id: string
  is_cancelled: Generated<number>
}

/** Neighbouring chunks of a file: see chunks.ts. */
interface ChunkBlockColumns extends OwnedColumns {
  position: number
  /** The store's place. */
  store: number
  file: number
  first: number
  lengths: string
  terms: string
}

interface ChunkColumns extends OwnedColumns {
  block: number
  number: number
  first: number
  last: number
  text: string
}

interface PostingColumns extends OwnedColumns {
  store: number
  term: string
  level: number
  block: number
  hits: string
}

/** In how many chunks of a store a term is. */
interface ChunkTermColumns extends OwnedColumns {
  store: number
  term: string
  chunks: number
}

interface ChunkVectorColumns extends OwnedColumns {
  block: number
  store: number
  model: string
  vectors: string
}

/** The tables of vector stores, and of what their files are found by. */
export interface VectorStoreTables {
  vector_stores: VectorStoreColumns
  vector_store_files: VectorStoreFileColumns
  vector_store_batches: VectorStoreBatchColumns
  chunk_blocks: ChunkBlockColumns
  chunks: ChunkColumns
  postings: PostingColumns
  chunk_terms: ChunkTermColumns
  chunk_vectors: ChunkVectorColumns
}
