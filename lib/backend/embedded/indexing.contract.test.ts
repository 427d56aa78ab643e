import { afterEach, expect, it } from 'vitest'
import type { List } from '@/lib/protocol/list'
import type { VectorStore, VectorStoreBatch, VectorStoreFile } from '@/lib/protocol/vector-store'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'
import { found, indexed, uploadText } from './testing/vector-stores'
import type { ReadChunks } from './vector-stores/indexer'

let wire: TestBackend
afterEach(() => wire.close())

const LONG = Array.from({ length: 3_000 }, (_, index) => `word${index % 700} of sentence ${index}.`).join(' ')
const chunking_strategy = { type: 'static', static: { max_chunk_size_tokens: 100, chunk_overlap_tokens: 0 } } as const

/** Stands still after so many chunks of each file, until it is let go. */
function heldAfter(count: number) {
  const reached = withResolvers()
  const open = withResolvers()
  const hold =
    (read: ReadChunks): ReadChunks =>
    (file, options) => {
      let taken = 0
      const stopped = new Promise<void>((resolve) => options.signal.addEventListener('abort', () => resolve()))
      return read(file, {
        ...options,
        async take(chunks) {
          await options.take(chunks)
          taken += chunks.length
          if (taken < count) return
          reached.resolve()
          await Promise.race([open.promise, stopped])
          options.signal.throwIfAborted()
        },
      })
    }
  return { hold, reached: reached.promise, release: () => open.resolve() }
}

it('finds nothing of a file before it is indexed whole, and all of it then', async () => {
  const held = heldAfter(40)
  wire = await startEmbedded(createTapes().models, { reading: held.hold })
  const file = await uploadText(wire, 'long.txt', LONG)
  const { id } = await wire.call<VectorStore>('POST', '/vector_stores', { file_ids: [file], chunking_strategy })
  await held.reached
  expect(await found(wire, id, { query: 'word5' })).toEqual([])
  held.release()
  expect(await indexed(wire, id)).toMatchObject({ status: 'completed' })
  expect(await found(wire, id, { query: 'word5', max_num_results: 50 })).toHaveLength(5)
})

it('begins again what a stop has cut off', async () => {
  const held = heldAfter(40)
  wire = await startEmbedded(createTapes().models, { reading: held.hold })
  const file = await uploadText(wire, 'long.txt', LONG)
  const { id } = await wire.call<VectorStore>('POST', '/vector_stores', { file_ids: [file], chunking_strategy })
  await held.reached
  const held2 = heldAfter(Infinity)
  wire = await wire.restart(createTapes().models, { reading: held2.hold })
  expect(await indexed(wire, id)).toMatchObject({ file_counts: { completed: 1, total: 1 } })
  expect(await found(wire, id, { query: 'word5', max_num_results: 50 }), 'each once').toHaveLength(5)
})

it('cancels what a batch has not indexed yet, and lets go of what is deleted meanwhile', async () => {
  const held = heldAfter(1)
  wire = await startEmbedded(createTapes().models, { reading: held.hold })
  const store = await wire.call<VectorStore>('POST', '/vector_stores', {})
  const file_ids = []
  for (const word of ['aardvark', 'badger', 'cheetah']) file_ids.push(await uploadText(wire, `${word}.txt`, word))
  const path = `/vector_stores/${store.id}/file_batches`
  const batch = await wire.call<VectorStoreBatch>('POST', path, { file_ids: file_ids.slice(0, 2) })
  await held.reached
  const cancelled = await wire.call<VectorStoreBatch>('POST', `${path}/${batch.id}/cancel`)
  expect(cancelled).toMatchObject({ status: 'cancelled', file_counts: { cancelled: 2, total: 2 } })
  await wire.call('POST', `/vector_stores/${store.id}/files`, { file_id: file_ids[2] })
  await wire.call('DELETE', `/files/${file_ids[2]}`)
  held.release()
  expect(await indexed(wire, store.id)).toMatchObject({ file_counts: { completed: 0, cancelled: 2, total: 2 } })
  const files = await wire.call<List<VectorStoreFile>>('GET', `/vector_stores/${store.id}/files?filter=cancelled`)
  expect(files.data).toHaveLength(2)
  expect(await found(wire, store.id, { query: 'aardvark badger cheetah' })).toEqual([])
  expect(wire.reports).toEqual([])
})

it('goes on with the next file when a batch is cancelled while all places are taken', async () => {
  const reached = withResolvers()
  const open = withResolvers()
  let taken = 0
  // Does not end at once when it is cancelled.
  const reading =
    (read: ReadChunks): ReadChunks =>
    async (file, options) => {
      taken += 1
      if (taken === 2) reached.resolve()
      await open.promise
      return read(file, options)
    }
  wire = await startEmbedded(createTapes().models, { reading })
  const store = await wire.call<VectorStore>('POST', '/vector_stores', {})
  const file_ids = []
  for (const word of ['aardvark', 'badger', 'cheetah']) file_ids.push(await uploadText(wire, `${word}.txt`, word))
  const path = `/vector_stores/${store.id}/file_batches`
  const batch = await wire.call<VectorStoreBatch>('POST', path, { file_ids: file_ids.slice(0, 2) })
  await reached.promise
  await wire.call('POST', `/vector_stores/${store.id}/files`, { file_id: file_ids[2] })
  await wire.call('POST', `${path}/${batch.id}/cancel`)
  await wire.call('GET', `/vector_stores/${store.id}`)
  open.resolve()
  expect(await indexed(wire, store.id)).toMatchObject({ file_counts: { completed: 1, cancelled: 2, total: 3 } })
  expect(await found(wire, store.id, { query: 'cheetah' })).toHaveLength(1)
})

it('reads files in a process of their own, and says why it cannot read one', async () => {
  wire = await startEmbedded(createTapes().models)
  const good = await uploadText(wire, 'leave.md', '# Leave\n\nParental leave lasts twenty weeks.')
  const bad = await uploadText(wire, 'broken.pdf', '%PDF-1.7 and nothing more')
  const { id } = await wire.call<VectorStore>('POST', '/vector_stores', { file_ids: [good, bad] })
  expect((await indexed(wire, id)).file_counts).toMatchObject({ completed: 1, failed: 1 })
  expect(await found(wire, id, { query: 'parental' })).toHaveLength(1)
  const file = await wire.call<VectorStoreFile>('GET', `/vector_stores/${id}/files/${bad}`)
  expect(file.last_error).toMatchObject({ code: 'invalid_file' })
})
