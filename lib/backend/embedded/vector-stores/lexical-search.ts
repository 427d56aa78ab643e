// Finds chunks by the words of a query. The rarest words say the most and are in the fewest chunks: they are read
// first, and once there is enough to choose from, frequent ones only weigh what was found. So a search reads about as
// much in a large store as in a small one.
import { idfOf, rankPostings, type Collection } from '@/lib/backend/retrieval/rank-postings'
import type { Ranked } from '@/lib/backend/retrieval/ranked'
import { termsOf } from '@/lib/backend/retrieval/terms-of'
import type { ChunkTable, IndexedBlock, Posting } from '@/lib/backend/store/chunk-table'

/** Of a longer query the words that say the most count. */
const MAX_TERMS = 48

/** How many rows of a term are read, and how many blocks are enough to choose from. */
const ROWS_OF_TERM = 500
const ENOUGH_BLOCKS = 500

export interface FoundPlace {
  readonly block: IndexedBlock
  readonly index: number
}

interface Asked {
  /** The stores' numbers. */
  readonly stores: readonly number[]
  readonly query: string
  /** The numbers of the files that count; undefined where all do. */
  readonly files: ReadonlySet<number> | undefined
}

/** From so few files on, their blocks are looked through and no others. */
const FEW_FILES = 500

/** The best first. */
export async function searchByWords(
  chunks: ChunkTable,
  { stores, query, files }: Asked,
): Promise<readonly Ranked<FoundPlace>[]> {
  const all = [...new Set(termsOf(query))]
  const [size, frequency] = await Promise.all([chunks.size(stores), chunks.frequencies(stores, all)])
  if (size.chunks <= 0) return []
  const chunksWith = (term: string) => frequency.get(term) ?? 0
  const collection: Collection = { chunks: size.chunks, averageLength: size.terms / size.chunks, chunksWith }
  const terms = all
    .map((term) => ({ term, idf: idfOf(term, collection) }))
    .toSorted((one, other) => other.idf - one.idf)
    .slice(0, MAX_TERMS)
    .map(({ term }) => term)
  const known = terms.filter((term) => frequency.has(term))
  const within = files && files.size <= FEW_FILES ? await chunks.blocksOf([...files]) : undefined
  const found = within
    ? await postingsIn(chunks, { stores, terms: known, blocks: within })
    : await readPostings(chunks, { stores, terms: known, chunksWith })
  const places = await placesOf(chunks, found, files)
  return rankPostings(terms, collection, places)
}

interface Reading {
  readonly stores: readonly number[]
  /** The rarest first. */
  readonly terms: readonly string[]
  readonly chunksWith: (term: string) => number
}

async function readPostings(chunks: ChunkTable, { stores, terms, chunksWith }: Reading): Promise<readonly Posting[]> {
  const found: Posting[] = []
  const blocks = new Set<number>()
  const partly: string[] = []
  for (const term of terms) {
    let read = 0
    if (blocks.size < ENOUGH_BLOCKS) {
      for (const store of stores) {
        for (const posting of await chunks.postings({ store, term, limit: ROWS_OF_TERM })) {
          blocks.add(posting.block)
          read += posting.hits.length
          found.push(posting)
        }
      }
    }
    if (read < chunksWith(term)) partly.push(term)
  }
  if (partly.length === 0) return found
  const keyOf = ({ term, block }: Posting) => `${block} ${term}`
  const known = new Set(found.map(keyOf))
  const rest = await postingsIn(chunks, { stores, terms: partly, blocks: [...blocks] })
  return [...found, ...rest.filter((posting) => !known.has(keyOf(posting)))]
}

async function postingsIn(
  chunks: ChunkTable,
  { stores, terms, blocks }: { stores: readonly number[]; terms: readonly string[]; blocks: readonly number[] },
): Promise<readonly Posting[]> {
  if (terms.length === 0 || blocks.length === 0) return []
  const found: Posting[] = []
  for (const store of stores) {
    // There may be more than a call can be given at once.
    for (const posting of await chunks.postingsIn({ store, terms, blocks })) found.push(posting)
  }
  return found
}

/** As the ranking takes them: one for each chunk, of whole files, and of those that count. */
async function placesOf(chunks: ChunkTable, found: readonly Posting[], files: ReadonlySet<number> | undefined) {
  const standing = new Map<number, { readonly block: IndexedBlock; readonly places: Map<number, FoundPlace> }>()
  for (const block of await chunks.blocks([...new Set(found.map(({ block }) => block))])) {
    if (!files || files.has(block.fileNumber)) standing.set(block.block, { block, places: new Map() })
  }
  return found.flatMap(({ term, block, hits }) => {
    const own = standing.get(block)
    if (!own) return []
    return hits.map(([index, tf]) => {
      const chunk = own.places.get(index) ?? { block: own.block, index }
      own.places.set(index, chunk)
      return { term, chunk, tf, length: own.block.lengths[index] ?? 1 }
    })
  })
}
