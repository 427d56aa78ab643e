import type { Chunking } from '@/lib/backend/retrieval/chunk-text'
import type { IndexedChunk } from './child-messages'
import type { UploadedFile } from './extract-text'
import type { ParseFailure } from './parse-error'
import { runChild, type ParsingOptions } from './run-child'

interface IndexingOptions extends ParsingOptions {
  /** Takes the next chunks, in order. The process waits until it has; that time does not count as its own. */
  readonly take: (chunks: readonly IndexedChunk[]) => void | Promise<void>
}

export interface FileIndex {
  readonly ok: true
  /** How many chunks were taken. */
  readonly chunks: number
  /** The length of the file's text, in UTF-16 units. */
  readonly characters: number
}

/**
 * Reads a file, cuts its text and finds its terms, all in a confined process: the server only takes what comes, in
 * pieces. A file that cannot be read is a failure with a sentence for its owner, and chunks may have been taken before.
 * Rejects with the signal's reason, with what `take` throws, and where the file cannot be opened now.
 */
export async function indexFile(
  { path, filename }: UploadedFile,
  chunking: Chunking,
  { take, ...options }: IndexingOptions,
): Promise<FileIndex | ParseFailure> {
  let chunks = 0
  const done = await runChild({
    ...options,
    path,
    job: { filename, chunking },
    async take(piece) {
      if (piece.type !== 'chunks') return
      await take(piece.chunks)
      chunks += piece.chunks.length
    },
  })
  return 'ok' in done ? done : { ok: true, chunks, characters: done.characters }
}
