import type { Ranked } from './ranked'

/** That a term occurs in a chunk: how often, and how many terms the chunk has in all. */
export interface Posting<Chunk> {
  readonly term: string
  readonly chunk: Chunk
  readonly tf: number
  readonly length: number
}

/** What is searched, as far as it counts for how much a term says. */
export interface Collection {
  readonly chunks: number
  /** Terms of a chunk, on average. */
  readonly averageLength: number
  /** In how many chunks a term occurs; 0 where it does in none. */
  readonly chunksWith: (term: string) => number
}

/** After so many occurrences more of them say little. */
const K1 = 1.2
/** How far the length of a chunk counts. */
const B = 0.75

/** What a term says: much where few chunks have it. */
export const idfOf = (term: string, { chunks, chunksWith }: Collection): number => {
  const having = Math.min(chunksWith(term), chunks)
  return Math.log(1 + (chunks - having + 0.5) / (having + 0.5))
}

/**
 * Ranks chunks for a query by BM25, the best first; equal ones keep the order of their postings. A score is the share
 * of what a chunk could reach that had all terms of the query without end, 0 to below 1: terms that occur nowhere count
 * against it, so that a question about something else scores near 0. Postings of other terms are ignored.
 */
export function rankPostings<Chunk>(
  query: readonly string[],
  collection: Collection,
  postings: Iterable<Posting<Chunk>>,
): readonly Ranked<Chunk>[] {
  const weights = new Map(query.map((term) => [term, idfOf(term, collection)]))
  const most = [...weights.values()].reduce((sum, idf) => sum + idf, 0) * (K1 + 1)
  const scores = new Map<Chunk, number>()
  for (const { term, chunk, tf, length } of postings) {
    const idf = weights.get(term)
    if (idf === undefined || tf <= 0) continue
    const norm = 1 - B + (B * length) / Math.max(collection.averageLength, 1)
    const score = (idf * tf * (K1 + 1)) / (tf + K1 * norm)
    scores.set(chunk, (scores.get(chunk) ?? 0) + score / most)
  }
  return [...scores].map(([item, score]) => ({ item, score })).sort((one, other) => other.score - one.score)
}
