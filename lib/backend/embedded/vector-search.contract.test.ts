import { afterEach, expect, it } from 'vitest'
import { createVectorSearch } from './vector-stores/vector-search'

let search: ReturnType<typeof createVectorSearch>
afterEach(() => search.close())

const vector = Float32Array.from([1, 0])
const query = { store: 7, model: 'a', vector, limit: 1, blocks: undefined }

/** A store with these blocks of one vector each, and how often it was read from its start. */
function createStore(...stored: number[]) {
  const counts = { reads: 0 }
  const blocks = new Map(stored.map((block) => [block, [vector]]))
  const vectors = async ({ after }: { readonly after: number }) => {
    if (after === 0) counts.reads += 1
    const newer = [...blocks].filter(([block]) => block > after)
    return { blocks: newer.map(([block, vectors]) => ({ block, vectors })), last: null }
  }
  return { chunks: { vectors }, blocks, counts }
}

it('reads a store anew of which something was removed', async () => {
  const { chunks, blocks } = createStore(1, 2)
  search = createVectorSearch(chunks)
  expect(await search.nearest(query)).toMatchObject([{ block: 1 }])
  blocks.delete(1)
  search.forget([7])
  expect(await search.nearest(query)).toMatchObject([{ block: 2 }])
})

it('does not read a store again that is too large, until something of it was removed', async () => {
  const { chunks, blocks, counts } = createStore(1, 2)
  search = createVectorSearch(chunks, vector.byteLength)
  await expect(search.nearest(query)).rejects.toThrow('too many embeddings')
  await expect(search.nearest(query)).rejects.toThrow('too many embeddings')
  expect(counts.reads).toBe(1)
  blocks.delete(1)
  search.forget([7])
  expect(await search.nearest(query)).toMatchObject([{ block: 2 }])
})
