// Works off what is to be indexed, a few files at a time, the oldest first. What stands in the store is the queue: a
// file whose indexing a stop of the process has cut off is begun again at the next start, and half of it is not found.
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { StaticChunking, StoreFileError } from '@/lib/protocol/vector-store'
import type { BlockVectors, NewChunk } from '@/lib/backend/store/chunk-table'
import type { Store } from '@/lib/backend/store/store'
import type { VectorStoreFileRow } from '@/lib/backend/store/vector-store-file-table'

/** Reads a file and cuts it, outside of this process. What is wrong with the file is no error. */
export type ReadChunks = (
  file: { readonly id: string; readonly filename: string },
  options: {
    readonly chunking: StaticChunking
    readonly signal: AbortSignal
    /** Takes the next chunks; no more are read meanwhile. */
    readonly take: (chunks: readonly NewChunk[]) => Promise<void>
  },
) => Promise<{ readonly ok: true } | ({ readonly ok: false } & StoreFileError)>

/** Makes the embeddings of chunks; undefined where the endpoint does not make them: then words alone find them. */
export type EmbedChunks = (
  chunks: readonly Pick<NewChunk, 'text'>[],
  signal: AbortSignal,
) => Promise<Pick<BlockVectors, 'model' | 'vectors'> | undefined>

export interface IndexerOptions {
  readonly store: Store
  readonly readChunks: ReadChunks
  /** Undefined where no embeddings are made. */
  readonly embed: EmbedChunks | undefined
  /** How many files are read at a time. */
  readonly concurrency: number
  /** Something has changed in the store of this id. */
  readonly onChange: (storeId: string) => void
  readonly report: (message: string, error: unknown) => void
}

/** Chunks that are stored together: writers wait for that, some 20 ms. */
const CHUNKS_IN_BLOCK = 16

/** After a store that refused to write. */
const RETRY_MS = 2_000

export function createIndexer(options: IndexerOptions): Indexer {
  const { store, concurrency, report } = options
  const underway = new Map<number, Underway>()
  let isClosed = false
  let retry: NodeJS.Timeout | undefined

  function later() {
    clearTimeout(retry)
    retry = setTimeout(kick, RETRY_MS)
    retry.unref()
  }

  function start(row: VectorStoreFileRow) {
    const abort = new AbortController()
    const done = indexFile(row, abort.signal, options)
      .then(kick, (error: unknown) => {
        if (isClosed) return
        // Its place is free for the next one.
        if (abort.signal.aborted) return kick()
        report(`File ${row.file.id} could not be indexed now; it is tried again.`, error)
        later()
      })
      .finally(() => underway.delete(row.number))
    underway.set(row.number, { abort, done })
  }

  const look = oneAtATime(async () => {
    try {
      const free = concurrency - underway.size
      if (isClosed || free <= 0) return
      for (const row of await store.vectorStoreFiles.waiting(free, [...underway.keys()])) if (!isClosed) start(row)
    } catch (error) {
      if (!isClosed) report('What is to be indexed could not be read.', error)
      later()
    }
  })

  // The one that has just ended is not underway any more then.
  const kick = () => void setImmediate(() => void look())

  return {
    kick,
    abandon: (numbers: readonly number[]) =>
      end(
        numbers.flatMap((number) => underway.get(number) ?? []),
        'The file is not to be indexed any more.',
      ),

    async close() {
      isClosed = true
      clearTimeout(retry)
      await end([...underway.values()], 'The server is closing.')
    },
  }
}

/** Who asks while the work is underway has it done once more. */
export function oneAtATime(work: () => Promise<void>) {
  let isUnderway = false
  let isWanted = false
  return async () => {
    isWanted = true
    if (isUnderway) return
    isUnderway = true
    while (isWanted) {
      isWanted = false
      await work()
    }
    isUnderway = false
  }
}

interface Underway {
  readonly abort: AbortController
  readonly done: Promise<void>
}

export interface Indexer {
  /** Looks whether there is something to do. */
  kick(): void
  /** Ends the indexing of these numbers, which nobody needs any more. */
  abandon(numbers: readonly number[]): Promise<void>
  /** Stops; what is not whole is begun again, by another instance or at the next start. */
  close(): Promise<void>
}

async function end(ending: readonly Underway[], why: string) {
  for (const { abort } of ending) abort.abort(new Error(why))
  await Promise.all(ending.map(({ done }) => done))
}

export async function indexFile({ file, number }: VectorStoreFileRow, signal: AbortSignal, options: IndexerOptions) {
  const { store, readChunks, onChange } = options
  // What a stop has left of an earlier try.
  await removeBlocks(store, number)
  const stored = await store.files.get(file.id)
  const row = await store.vectorStores.get(file.vector_store_id)
  if (!row) return
  const chunking = file.chunking_strategy.type === 'static' ? file.chunking_strategy.static : undefined
  if (!stored || !chunking) return fail(options, { file, number, error: gone })
  const writing = createBlockWriting(options, { store: row.number, file: number, signal })
  const named = { id: file.id, filename: stored.filename }
  const read = await readChunks(named, { chunking, signal, take: writing.take })
  signal.throwIfAborted()
  if (!read.ok) {
    await removeBlocks(store, number)
    return fail(options, { file, number, error: { code: read.code, message: read.message } })
  }
  const usageBytes = await writing.end()
  const isKept = await store.vectorStoreFiles.finish(number, { state: 'completed', usageBytes, error: null })
  if (!isKept) await removeBlocks(store, number)
  onChange(file.vector_store_id)
}

const gone: StoreFileError = { code: 'invalid_file', message: 'The file is not there any more.' }

type Failure = Pick<VectorStoreFileRow, 'file' | 'number'> & { readonly error: StoreFileError }

async function fail({ store, onChange }: IndexerOptions, { file, number, error }: Failure) {
  await store.vectorStoreFiles.finish(number, { state: 'failed', usageBytes: 0, error })
  onChange(file.vector_store_id)
}

interface Writing {
  /** Their numbers. */
  readonly store: number
  readonly file: number
  readonly signal: AbortSignal
}

/** Writes chunks as they come, block by block, with others between them. */
function createBlockWriting({ store: db, embed }: IndexerOptions, { store, file, signal }: Writing) {
  let waiting: readonly NewChunk[] = []
  let first = 0
  let bytes = 0

  async function write(chunks: readonly NewChunk[]) {
    signal.throwIfAborted()
    const embedded = await embed?.(chunks, signal)
    await db.transaction(async (tables) => {
      const block = await tables.chunks.write({ store, file, first, chunks })
      if (embedded) await tables.chunks.setVectors({ block, store, ...embedded })
    })
    first += chunks.length
    bytes += chunks.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
    await othersFirst()
  }

  return {
    async take(chunks: readonly NewChunk[]) {
      waiting = [...waiting, ...chunks]
      while (waiting.length >= CHUNKS_IN_BLOCK) {
        await write(waiting.slice(0, CHUNKS_IN_BLOCK))
        waiting = waiting.slice(CHUNKS_IN_BLOCK)
      }
    },

    /** Writes the rest; returns how many bytes all chunks take. */
    async end(): Promise<number> {
      if (waiting.length > 0) await write(waiting)
      return bytes
    },
  }
}

/** Removes what is indexed of a file, a block at a time. */
export async function removeBlocks({ chunks }: Pick<Store, 'chunks'>, number: number) {
  while (await chunks.removeBlock(number)) await othersFirst()
}
