// What chunks mean, by embeddings of an endpoint. Where it fails, the operator is told, and words alone find them.
import type { Clock } from '@/lib/backend/clock'
import type { Store } from '@/lib/backend/store/store'
import { type Embeddings, EmbeddingsDownError } from './embeddings'
import type { EmbedChunks } from './indexer'
import type { SearchByMeaning } from './search-stores'
import { createVectorSearch } from './vector-search'

interface MeaningOptions {
  readonly store: Pick<Store, 'chunks'>
  readonly embeddings: Embeddings
  readonly clock: Clock
  readonly report: (message: string, error: unknown) => void
}

/** Indexing can wait for an endpoint that is busy; who searches does not. */
const INDEXING = { tries: 5, timeoutMs: 60_000 }
const SEARCHING = { tries: 1, timeoutMs: 5_000 }

/** How long an endpoint that failed after all tries of indexing is left alone. */
const REST_MS = 60_000

/** How many of the nearest are looked at: some may have been removed. */
const NEAREST = 200

export function createMeaning({ store: { chunks }, embeddings, clock, report }: MeaningOptions) {
  const { model } = embeddings
  const vectorSearch = createVectorSearch(chunks)

  let restsUntilMs = 0

  const embed: EmbedChunks = async (some, signal) => {
    if (clock() < restsUntilMs) return undefined
    try {
      const texts = some.map(({ text }) => text)
      return { model, vectors: await embeddings.of(texts, { ...INDEXING, signal }) }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof EmbeddingsDownError) restsUntilMs = clock() + REST_MS
      report('Chunks were indexed without embeddings; words alone find them.', error)
      return undefined
    }
  }

  const search: SearchByMeaning = async ({ stores, query, files }) => {
    if (clock() < restsUntilMs) return undefined
    try {
      const signal = new AbortController().signal
      const [vector] = await embeddings.of([query], { ...SEARCHING, signal })
      if (!vector) return undefined
      const blocks = files && new Set(await chunks.blocksOf([...files]))
      const found = []
      for (const store of stores) {
        found.push(...(await vectorSearch.nearest({ store, model, vector, limit: NEAREST, blocks })))
      }
      const standing = new Map(
        (await chunks.blocks([...new Set(found.map(({ block }) => block))])).map((each) => [each.block, each]),
      )
      return found
        .toSorted((one, other) => other.score - one.score)
        .flatMap(({ block: number, index }) => {
          const block = standing.get(number)
          return block ? [{ block, index }] : []
        })
    } catch (error) {
      report('A vector store was searched without embeddings, by words alone.', error)
      return undefined
    }
  }

  return { embed, search, forget: vectorSearch.forget, close: vectorSearch.close }
}
