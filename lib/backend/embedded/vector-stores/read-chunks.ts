import type { Blobs } from '@/lib/backend/blobs/blobs'
import { indexFile } from '@/lib/backend/parsing/index-file'
import type { ReadChunks } from './indexer'

/** Reads files in a process of their own. */
export const readChunksOf =
  (blobs: Pick<Blobs, 'withPath'>): ReadChunks =>
  async ({ id, filename }, { chunking, ...options }) => {
    const { max_chunk_size_tokens: maxTokens, chunk_overlap_tokens: overlapTokens } = chunking
    return blobs.withPath(id, (path) => indexFile({ path, filename }, { maxTokens, overlapTokens }, options))
  }
