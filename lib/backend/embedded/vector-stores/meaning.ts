// What chunks mean, by embeddings of an endpoint. Where it fails, the operator is told, and words alone find them.
import type { Clock } from '@/lib/backend/clock'
import type { EmbeddingSource } from '@/lib/backend/models/embedding-source'
import { type Embeddings, EmbeddingsDownError } from '@/lib/backend/models/remote/embeddings'
import { cosineOf } from '@/lib/backend/retrieval/nearest'
import type { Store } from '@/lib/backend/store/store'
import { closeness, NEUTRAL_TEXTS } from './closeness'
import type { EmbedChunks } from './indexer'
import type { SearchByMeaning } from './search-stores'
import type { NearChunk } from './vector-messages'
import { createVectorSearch } from './vector-search'

interface MeaningOptions {
  readonly store: Pick<Store, 'chunks'>
  readonly source: EmbeddingSource
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

export type Meaning = ReturnType<typeof createMeaning>

export function createMeaning({ store: { chunks }, source, clock, report }: MeaningOptions) {
  const vectorSearch = createVectorSearch(chunks)
  const embedQuery = createQueryEmbedding()
  const rests = new WeakMap<Embeddings, number>()

  /** What is to be asked now; undefined where nothing makes embeddings, or where it rests. */
  function awake(): Embeddings | undefined {
    const { current } = source
    return current && clock() >= (rests.get(current) ?? 0) ? current : undefined
  }

  const embed: EmbedChunks = async (some, signal) => {
    const embeddings = awake()
    if (!embeddings) return undefined
    try {
      const texts = some.map(({ text }) => text)
      return { model: embeddings.model, vectors: await embeddings.of(texts, { ...INDEXING, signal }) }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof EmbeddingsDownError) rests.set(embeddings, clock() + REST_MS)
      report('Chunks were indexed without embeddings; words alone find them.', error)
      return undefined
    }
  }

  const search: SearchByMeaning = async ({ stores, query, files }) => {
    const embeddings = awake()
    if (!embeddings) return undefined
    try {
      const asked = await embedQuery(embeddings, query)
      if (!asked) return undefined
      const blocks = files && new Set(await chunks.blocksOf([...files]))
      const found = []
      const wanted = { model: embeddings.model, vector: asked.vector, limit: NEAREST, blocks }
      for (const store of stores) found.push(...(await vectorSearch.nearest({ store, ...wanted })))
      return await standing(chunks, found, asked.far)
    } catch (error) {
      report('A vector store was searched without embeddings, by words alone.', error)
      return undefined
    }
  }

  return {
    embed,
    search,
    /** The model whose embeddings count now. */
    get model() {
      return source.current?.model
    },
    onChoice: source.subscribe,
    forget: vectorSearch.forget,
    close: vectorSearch.close,
  }
}

/** With the first question the neutral texts are asked for: what is about something else is about as near as those. */
function createQueryEmbedding() {
  const neutral = new WeakMap<Embeddings, readonly Float32Array[]>()
  return async (embeddings: Embeddings, query: string) => {
    const known = neutral.get(embeddings)
    const texts = known ? [query] : [query, ...NEUTRAL_TEXTS]
    const signal = new AbortController().signal
    const [vector, ...others] = await embeddings.of(texts, { ...SEARCHING, signal })
    if (!known) neutral.set(embeddings, others)
    return vector && { vector, far: (known ?? others).map((other) => cosineOf(vector, other)) }
  }
}

/** The nearest first, without what was removed meanwhile. */
async function standing(chunks: Store['chunks'], found: readonly NearChunk[], far: readonly number[]) {
  const blocks = await chunks.blocks([...new Set(found.map(({ block }) => block))])
  const known = new Map(blocks.map((each) => [each.block, each]))
  return found
    .toSorted((one, other) => other.score - one.score)
    .flatMap(({ block: number, index, score }) => {
      const block = known.get(number)
      return block ? [{ item: { block, index }, score: closeness(score, far) }] : []
    })
}
