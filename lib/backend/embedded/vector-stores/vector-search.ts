// Finds chunks by their embeddings: exactly, in a thread that holds the vectors of the stores that were searched last.
// Blocks never change and are numbered in their order, so that only newer ones have to be handed over; those that were
// removed are left out of what is found.
import type { ChunkTable } from '@/lib/backend/store/chunk-table'
import type { NearChunk, VectorJob } from './vector-messages'
import { createVectorThread } from './vector-thread'

export interface NearestQuery {
  /** The store's number. */
  readonly store: number
  readonly model: string
  readonly vector: Float32Array
  readonly limit: number
  /** The blocks that count; undefined where all do. */
  readonly blocks: ReadonlySet<number> | undefined
}

/** What the thread may hold, in bytes of vectors: some 85,000 of 1,536 numbers. */
const MAX_BYTES = 512 * 1024 * 1024

const TOO_LARGE = 'A vector store has too many embeddings to be compared: it is searched by words alone.'

interface Loaded {
  readonly model: string
  last: number
  bytes: number
}

interface HoldingOptions {
  readonly chunks: Pick<ChunkTable, 'vectors'>
  readonly maxBytes: number
  readonly tell: (job: VectorJob) => void
}

/** Has the thread hold the vectors of the stores that were used last, as many as there is room for. */
function createHolding({ chunks, maxBytes, tell }: HoldingOptions) {
  /** The one that was used last stands last. */
  const loaded = new Map<number, Loaded>()
  /** The models by which stores have more than can be held. */
  const tooLarge = new Map<number, string>()

  function makeRoom(keep: number, model: string) {
    const sum = () => [...loaded.values()].reduce((all, { bytes }) => all + bytes, 0)
    for (const store of loaded.keys()) {
      if (sum() <= maxBytes) return
      if (store !== keep) drop(store)
    }
    if (sum() <= maxBytes) return
    drop(keep)
    tooLarge.set(keep, model)
    throw new Error(TOO_LARGE)
  }

  function drop(store: number) {
    loaded.delete(store)
    tell({ type: 'drop', store })
  }

  async function load(store: number, model: string) {
    if (tooLarge.get(store) === model) throw new Error(TOO_LARGE)
    const known = loaded.get(store)
    if (known && known.model !== model) drop(store)
    const state: Loaded = known?.model === model ? known : { model, last: 0, bytes: 0 }
    loaded.delete(store)
    loaded.set(store, state)
    for (let after: number | null = state.last; after !== null;) {
      const page: Awaited<ReturnType<ChunkTable['vectors']>> = await chunks.vectors({ store, model, after })
      if (page.blocks.length === 0) return
      tell({ type: 'add', store, blocks: page.blocks })
      state.last = page.blocks.at(-1)?.block ?? state.last
      state.bytes += page.blocks.flatMap(({ vectors }) => vectors).reduce((sum, { byteLength }) => sum + byteLength, 0)
      makeRoom(store, model)
      after = page.last
    }
  }

  return {
    /** Throws where a store has more than can be held. */
    load,
    forget(store: number) {
      tooLarge.delete(store)
      if (loaded.has(store)) drop(store)
    },
    clear: () => loaded.clear(),
  }
}

export function createVectorSearch(chunks: Pick<ChunkTable, 'vectors'>, maxBytes = MAX_BYTES) {
  let turn: Promise<unknown> = Promise.resolve()
  const thread = createVectorThread(() => holding.clear())
  const holding = createHolding({ chunks, maxBytes, tell: thread.tell })

  return {
    /** The nearest first. Throws where they cannot be compared. */
    nearest({ store, model, ...query }: NearestQuery): Promise<readonly NearChunk[]> {
      const found = turn.then(async () => {
        await holding.load(store, model)
        return thread.nearest({ store, ...query })
      })
      turn = found.catch(() => {})
      return found
    },

    /** Has stores read anew when they are searched next: something of them was removed. */
    forget(stores: readonly number[]) {
      turn = turn.then(() => {
        for (const store of stores) holding.forget(store)
      })
    },

    close: thread.close,
  }
}
