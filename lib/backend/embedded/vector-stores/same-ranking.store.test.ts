// The same questions find the same chunks in the same order, whichever database has them.
import { expect, it } from 'vitest'
import { termsOf } from '@/lib/backend/retrieval/terms-of'
import { documents, questions } from '@/lib/backend/retrieval/testing/quality-set'
import type { NewChunk } from '@/lib/backend/store/chunk-table'
import { databases, openStore } from '@/lib/backend/store/testing/databases'
import type { Store } from '@/lib/backend/store/store'
import { searchByWords } from './lexical-search'

const CHUNKS_IN_BLOCK = 16
const FILES = 4

function chunkOf(text: string): NewChunk {
  const counts = new Map<string, number>()
  const terms = termsOf(text)
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return { text, start: 0, end: text.length, terms: [...counts], length: terms.length }
}

/** The documents, and many others that share words with them and with each other. */
function chunksOf(file: number): readonly NewChunk[] {
  const texts = Object.values(documents).filter((_, index) => index % FILES === file)
  const others = Array.from(
    { length: 90 },
    (_, n) => `${texts[n % texts.length]?.slice(0, 10 + (n % 40))} 密码 leave ${n}`,
  )
  return [...texts, ...others].map(chunkOf)
}

async function fill(store: Store) {
  const named = { id: 'vs_same', object: 'vector_store', created_at: 1, name: '', metadata: {} } as const
  await store.vectorStores.insert({ ...named, expires_after: null }, { atMs: 1 })
  const number = (await store.vectorStores.get('vs_same'))?.number ?? 0
  for (let file = 0; file < FILES; file += 1) {
    const id = `file-${file}`
    await store.vectorStoreFiles.insert(
      {
        ...{ id, object: 'vector_store.file', usage_bytes: 0, created_at: 1, vector_store_id: 'vs_same' },
        ...{ status: 'in_progress', last_error: null, attributes: {} },
        chunking_strategy: { type: 'other' },
      },
      null,
    )
    const index = (await store.vectorStoreFiles.get('vs_same', id))?.number ?? 0
    const chunks = chunksOf(file)
    for (let first = 0; first < chunks.length; first += CHUNKS_IN_BLOCK) {
      const some = chunks.slice(first, first + CHUNKS_IN_BLOCK)
      await store.chunks.write({ store: number, file: index, first, chunks: some })
    }
    await store.vectorStoreFiles.finish(index, { state: 'completed', usageBytes: 0, error: null })
  }
  return number
}

it('ranks alike in SQLite and PostgreSQL', async () => {
  const rankings = []
  for (const { create } of databases) {
    const store = await openStore(await create())
    const number = await fill(store)
    const found = []
    for (const query of [...questions.map(([question]) => question), 'leave 密码 1 2 3 4 5', '密码']) {
      const ranked = await searchByWords(store.chunks, { stores: [number], query, files: undefined })
      found.push(ranked.map(({ item: { block, index }, score }) => [block.fileId, block.first + index, score]))
    }
    rankings.push(found)
  }
  const [sqlite, postgres] = rankings
  expect(sqlite?.flat().length).toBeGreaterThan(300)
  expect(postgres).toEqual(sqlite)
})
