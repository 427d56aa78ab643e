import type { NewChunk } from '@/lib/backend/store/chunk-table'

/** What is stored of the embeddings of a block's chunks. */
export interface Embedded {
  readonly model: string
  /** One for each chunk. */
  readonly vectors: readonly Float32Array[]
}

/** Makes the embeddings of chunks. */
export interface BlockVectors {
  /** Undefined where the endpoint does not make them: then the chunks are found by their words alone. */
  of(chunks: readonly NewChunk[], signal: AbortSignal): Promise<Embedded | undefined>
}
