// Vector stores: what requests and runs ask of them, and what goes on in them by itself.
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { Changes } from '@/lib/backend/log/changes'
import { createCleanUp } from './clean-up'
import { createSharedIndexer } from './indexer-by-jobs'
import { createIndexer, type IndexerOptions, type ReadChunks } from './indexer'
import type { EmbeddingSource } from '@/lib/backend/models/embedding-source'
import { createTopic } from '@/lib/backend/notifier'
import type { Store } from '@/lib/backend/store/store'
import { createFilling } from './fill-embeddings'
import { createMeaning, type Meaning } from './meaning'
import type { StoreEmbeddings } from '@/lib/protocol/vector-store'
import { type StoreSearch, searchStores, usableOf } from './search-stores'
import { untilIndexed } from './until-indexed'

export interface VectorStoresOptions extends Pick<IndexerOptions, 'store' | 'report'> {
  /** Where several instances share the store. */
  readonly jobs?: Jobs | undefined
  readonly readChunks: ReadChunks
  /** Missing where chunks are found by their words alone. */
  readonly embeddings?: EmbeddingSource | undefined
  readonly changes: Changes
  readonly clock: () => number
}

/** Each of them is a process that may take half a gigabyte. */
const FILES_AT_ONCE = 2

/** How often stores whose time is up are looked for, in milliseconds. Nobody can use them meanwhile. */
const EXPIRY_EVERY_MS = 60_000

export type VectorStores = ReturnType<typeof createVectorStores>

/** What goes on by itself. */
function createParts({ store, jobs, readChunks, embeddings, changes, clock, report }: VectorStoresOptions) {
  const meaning = embeddings && createMeaning({ store, source: embeddings, clock, report })
  const announce = (verb: 'put' | 'deleted', id: string) =>
    changes.publish({ kind: 'vector_store', verb, id, thread_id: null, status: null })
  const onChange = (id: string) => announce('put', id)
  const reading = { store, readChunks, embed: meaning?.embed, concurrency: FILES_AT_ONCE, onChange, report }
  const indexer = jobs ? createSharedIndexer(reading, jobs) : createIndexer(reading)
  const forget = meaning && forgettingEverywhere(store, meaning)
  const cleanUp = createCleanUp({ store, report, onRemoved: forget })
  const onLost = (ids: readonly string[]) => {
    for (const id of ids) onChange(id)
    if (ids.length > 0) cleanUp.sweep(ids)
  }
  const expiry = createExpiry({ store, clock, report, onExpired: onLost })
  const filling = meaning && forget && createFilling({ store, jobs, meaning, forget, report })
  return { meaning, announce, onChange, indexer, cleanUp, onLost, expiry, filling }
}

/** Vectors of these stores have changed, other than by newer ones. */
const vectorsChanged = createTopic<readonly number[]>('vectors')

/** What instances have of them in memory is read anew. */
function forgettingEverywhere({ notifier }: Pick<Store, 'notifier'>, { forget }: Pick<Meaning, 'forget'>) {
  notifier.listen(vectorsChanged, (numbers, place) => {
    if (place === 'elsewhere') forget(numbers)
  })
  return (numbers: readonly number[]) => {
    forget(numbers)
    if (numbers.length > 0) notifier.tell(vectorsChanged, numbers)
  }
}

export function createVectorStores(options: VectorStoresOptions) {
  const { store, changes, clock } = options
  const { meaning, announce, onChange, indexer, cleanUp, onLost, expiry, filling } = createParts(options)
  return {
    /** To be called before the first request: takes up what earlier processes left. */
    open() {
      expiry.begin()
      cleanUp.sweep()
      indexer.kick()
      filling?.begin()
    },

    /** To be told when stores were made or changed, and of which files' numbers nothing is needed any more. */
    changed(ids: readonly string[], dropped: readonly number[] = []) {
      for (const id of ids) onChange(id)
      if (dropped.length > 0) void indexer.abandon(dropped).then(() => cleanUp.discard(dropped, ids))
      if (ids.length > 0) indexer.kick()
    },

    /** Looks whether files are to be indexed. */
    look: indexer.kick,

    /** To be told when a store was removed. */
    removed(id: string) {
      announce('deleted', id)
      cleanUp.sweep()
    },

    /** To be told of stores that a deleted file was taken out of. */
    lostFile: onLost,

    /** Chunks of these stores, the best first. Throws ApiError (404, 400) for a store that cannot be searched. */
    search: (asked: StoreSearch) => searchStores({ store, clock, byMeaning: meaning?.search }, asked),

    /** Those of these stores that can be searched, and what is to be said of the others. */
    usable: (ids: readonly string[]) => usableOf(store, ids, clock()),

    /** Waits until all files of a store are indexed, at most so long. Throws when the signal aborts. */
    untilIndexed: (id: string, limits: { readonly withinMs: number; readonly signal: AbortSignal }) =>
      untilIndexed({ store, changes, clock }, id, limits),

    /** Of how much of a store there are embeddings of the model in use. */
    embedded: async (storeId: string): Promise<StoreEmbeddings> => {
      const model = meaning?.model
      if (model === undefined) return { model: null, share: 0 }
      const { blocks, embedded } = await store.chunks.embedded({ storeId, model })
      return { model, share: blocks === 0 ? 0 : embedded / blocks }
    },

    async close() {
      expiry.end()
      await filling?.end()
      await indexer.close()
      await cleanUp.end()
      await meaning?.close()
    },
  }
}

interface Expiring extends Pick<VectorStoresOptions, 'store' | 'clock' | 'report'> {
  readonly onExpired: (ids: readonly string[]) => void
}

/** Marks stores whose time is up, at once and again and again. */
function createExpiry({ store, clock, report, onExpired }: Expiring) {
  let timer: NodeJS.Timeout | undefined
  const expire = () =>
    void store.vectorStores
      .expire(clock())
      .then(onExpired)
      .catch((error: unknown) => report('Vector stores whose time is up could not be marked.', error))
  return {
    begin() {
      expire()
      timer = setInterval(expire, EXPIRY_EVERY_MS)
      timer.unref()
    },
    end: () => clearInterval(timer),
  }
}
