import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { searchByWords } from '@/lib/backend/embedded/vector-stores/lexical-search'
import { termsOf } from '@/lib/backend/retrieval/terms-of'
import type { NewChunk } from '@/lib/backend/store/chunk-table'
import { openDatabase } from '@/lib/backend/store/open-database'
import type { VectorStoreFile } from '@/lib/protocol/vector-store'
import type { Figure } from './report'
import { spreadOf } from './statistics'

const SIZES = [5_000, 100_000] as const
const QUERIES = 200
const CHUNKS_IN_BLOCK = 16
const WORDS_IN_CHUNK = 120
const WORDS = 40_000
const QUESTION_WORDS = 5
const BLOCKS_OF_FILE = 64

/** How long a search by words takes in a store of so many chunks, whose words are as frequent as words are. */
export async function measureQueries(): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  const medians: number[] = []
  for (const chunks of SIZES) {
    const { writing, queries } = await measure(chunks)
    const sorted = queries.toSorted((one, other) => one - other)
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
    const named = chunks.toLocaleString('en')
    medians.push(at(0.5))
    figures.push(
      { what: `1,000 chunks stored, up to ${named}`, unit: 'ms', value: spreadOf([(writing * 1_000) / chunks]) },
      { what: `A question to ${named} chunks, p50`, unit: 'ms', value: spreadOf([at(0.5)]) },
      { what: `A question to ${named} chunks, p95`, unit: 'ms', value: spreadOf([at(0.95)]) },
    )
  }
  const [few = 1, many = 1] = medians
  const what = 'Twenty times the chunks: a question takes as many times as long'
  return [...figures, { what, unit: '×', value: spreadOf([many / few]), aim: { atMost: 10 } }]
}

async function measure(chunks: number) {
  const folder = await mkdtemp(join(tmpdir(), 'playground-bench-queries-'))
  const database = await openDatabase({ database: { folder }, clock: Date.now })
  try {
    const store = await database.storeOf('embedded')
    const random = randomFrom(7)
    const atMs = Date.now()
    const created_at = Math.floor(atMs / 1_000)
    const named = { id: 'vs_bench', object: 'vector_store', created_at, name: '', metadata: {} } as const
    await store.vectorStores.insert({ ...named, expires_after: null }, { atMs })
    const number = (await store.vectorStores.get('vs_bench'))?.number ?? 0
    const from = performance.now()
    for (let block = 0; block * CHUNKS_IN_BLOCK < chunks; block += BLOCKS_OF_FILE) {
      const id = `file-${block}`
      await store.vectorStoreFiles.insert(fileOf(id, created_at), null)
      const file = (await store.vectorStoreFiles.get('vs_bench', id))?.number ?? 0
      const last = Math.min(BLOCKS_OF_FILE, Math.ceil(chunks / CHUNKS_IN_BLOCK) - block)
      for (let own = 0; own < last; own += 1) {
        const made = Array.from({ length: CHUNKS_IN_BLOCK }, () => chunkOf(random))
        await store.chunks.write({ store: number, file, first: own * CHUNKS_IN_BLOCK, chunks: made })
      }
      await store.vectorStoreFiles.finish(file, { state: 'completed', usageBytes: 0, error: null })
    }
    const writing = performance.now() - from
    const queries: number[] = []
    for (let asked = 0; asked < QUERIES; asked += 1) {
      const query = Array.from({ length: QUESTION_WORDS }, () => wordOf(random)).join(' ')
      const began = performance.now()
      await searchByWords(store.chunks, { stores: [number], query, files: undefined })
      queries.push(performance.now() - began)
    }
    return { writing, queries }
  } finally {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const fileOf = (id: string, created_at: number): VectorStoreFile => ({
  ...{ id, object: 'vector_store.file', usage_bytes: 0, created_at, vector_store_id: 'vs_bench' },
  ...{ status: 'in_progress', last_error: null, attributes: {} },
  chunking_strategy: { type: 'static', static: { max_chunk_size_tokens: 800, chunk_overlap_tokens: 400 } },
})

function chunkOf(random: () => number): NewChunk {
  const text = Array.from({ length: WORDS_IN_CHUNK }, () => wordOf(random)).join(' ')
  const counts = new Map<string, number>()
  const terms = termsOf(text)
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return { text, start: 0, end: text.length, terms: [...counts], length: terms.length }
}

/** The word of rank n is n times as rare as the first, as in languages. */
const wordOf = (random: () => number) => `w${Math.floor(WORDS ** random())}x`

/** The same numbers in each run, 0 to below 1. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
