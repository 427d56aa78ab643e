import { chunkText, type Chunking } from '@/lib/backend/retrieval/chunk-text'
import { termsOf } from '@/lib/backend/retrieval/terms-of'
import type { IndexedChunk } from './child-messages'
import type { ExtractedText } from './text-sink'

/** In UTF-16 units of text: a group of this length is read by the server within a few milliseconds. */
const GROUP = 64 * 1024

/** The chunks of a text with their terms, in groups. */
export function* indexedChunks({ text, pages }: ExtractedText, chunking: Chunking): Generator<readonly IndexedChunk[]> {
  let [group, length, index, page]: [IndexedChunk[], number, number, number] = [[], 0, 0, 0]
  for (const chunk of chunkText(text, chunking)) {
    const counts = new Map<string, number>()
    const terms = termsOf(chunk.text)
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    while (pages && (pages[page] ?? Infinity) <= chunk.start) page += 1
    group.push({ ...chunk, index, ...(pages && { page }), terms: [...counts], length: terms.length })
    index += 1
    length += chunk.text.length
    if (length < GROUP) continue
    yield group
    ;[group, length] = [[], 0]
  }
  if (group.length > 0) yield group
}
