import type { ParseFailure } from './parse-error'
import { runChild, type ParsingOptions } from './run-child'

export interface FoundText {
  readonly ok: true
  readonly text: string
  /** Where pages, slides or sheets begin in the text, in UTF-16 units; files of other kinds have none. */
  readonly pages?: readonly number[]
}

export interface UploadedFile {
  readonly path: string
  /** As its owner calls it: the ending counts where the content does not tell what it is. */
  readonly filename: string
}

/**
 * The text of a file, read by a confined process that may take 30 s and 512 MB of heap. A file that cannot be read is a
 * failure with a sentence for its owner; it rejects with the signal's reason, and where the file cannot be opened now.
 */
export async function extractText(
  { path, filename }: UploadedFile,
  options: ParsingOptions = {},
): Promise<FoundText | ParseFailure> {
  const pieces: string[] = []
  const done = await runChild({
    ...options,
    path,
    job: { filename },
    take(piece) {
      if (piece.type === 'text') pieces.push(piece.text)
    },
  })
  if ('ok' in done) return done
  return { ok: true, text: pieces.join(''), ...(done.pages && { pages: done.pages }) }
}
