import { readFile } from 'node:fs/promises'
import type { Blobs } from '@/lib/backend/blobs/blobs'
import { chunkText } from '@/lib/backend/retrieval/chunk-text'
import { termsOf } from '@/lib/backend/retrieval/terms-of'
import type { ReadChunks } from '../vector-stores/indexer'

/** Reads files that are text, without a process of their own. A file without text fails. */
export const readInProcess =
  (blobs: Pick<Blobs, 'withPath'>): ReadChunks =>
  async ({ id }, { chunking, take }) => {
    const text = await blobs.withPath(id, (path) => readFile(path, 'utf8'))
    if (text.trim() === '') return { ok: false, code: 'invalid_file', message: 'The file has no text.' }
    const { max_chunk_size_tokens: maxTokens, chunk_overlap_tokens: overlapTokens } = chunking
    for (const chunk of chunkText(text, { maxTokens, overlapTokens })) {
      const terms = termsOf(chunk.text)
      const counts = new Map<string, number>()
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
      await take([{ ...chunk, terms: [...counts], length: terms.length }])
    }
    return { ok: true }
  }
