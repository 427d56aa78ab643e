import { joinDetails } from '@/lib/run/reasoning-details'
import type { ModelChunk } from '@/lib/backend/models/model'

/** The same answer with neighbouring pieces of one text, or of one call's arguments, made one piece. */
export function joinChunks(chunks: readonly ModelChunk[]): ModelChunk[] {
  const joined: ModelChunk[] = []
  for (const chunk of chunks) {
    const last = joined.at(-1)
    const both = last && join(last, chunk)
    if (both) joined[joined.length - 1] = both
    else joined.push(chunk)
  }
  return joined
}

/** Both as one, or undefined when they do not belong together. */
function join(first: ModelChunk, second: ModelChunk): ModelChunk | undefined {
  if (first.type === 'reasoning') {
    const isMore = second.type === first.type && second.field === first.field
    if (!isMore) return undefined
    const details = [first.details, second.details].filter((each) => each !== undefined)
    const joined = details.length > 0 && { details: details.reduce(joinDetails) }
    return { ...first, text: first.text + second.text, ...joined }
  }
  if (first.type === 'text' || first.type === 'refusal') {
    return second.type === first.type ? { ...first, text: first.text + second.text } : undefined
  }
  if (first.type !== 'call' || second.type !== 'call' || first.index !== second.index) return undefined
  // A name or an id once more would be another call under the same number.
  if (second.id !== undefined || second.name !== undefined) return undefined
  return { ...first, arguments: (first.arguments ?? '') + (second.arguments ?? '') }
}
