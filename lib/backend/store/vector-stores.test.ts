import { describe, expect, it } from 'vitest'
import type { VectorStoreFile } from '@/lib/protocol/vector-store'
import type { NewBlock } from './chunk-table'
import { createStore, databases, openStore } from './testing/databases'
import type { StoredVectorStore } from './vector-store-table'

const DAY_MS = 86_400_000
const PAGE = { limit: 20, order: 'asc' } as const

const storeOf = (id: string, days?: number): StoredVectorStore => ({
  id,
  object: 'vector_store',
  created_at: 1,
  name: '',
  metadata: {},
  expires_after: days === undefined ? null : { anchor: 'last_active_at', days },
})

const fileOf = (storeId: string, id: string, rest: Partial<VectorStoreFile> = {}): VectorStoreFile => ({
  id,
  object: 'vector_store.file',
  usage_bytes: 0,
  created_at: 1,
  vector_store_id: storeId,
  status: 'in_progress',
  last_error: null,
  chunking_strategy: { type: 'static', static: { max_chunk_size_tokens: 800, chunk_overlap_tokens: 400 } },
  attributes: {},
  ...rest,
})

const completed = { state: 'completed', usageBytes: 10, error: null } as const

const blockOf = (store: number, file: number, chunks: readonly Readonly<Record<string, number>>[]): NewBlock => ({
  store,
  file,
  first: 0,
  chunks: chunks.map((counts, index) => ({
    text: Object.keys(counts).join(' '),
    start: index * 10,
    end: index * 10 + 9,
    terms: Object.entries(counts),
    length: Object.values(counts).reduce((sum, count) => sum + count, 0),
  })),
})

describe.each(databases)('vector stores on $name', (database) => {
  it('count their files by state, and list and read them as they were stored', async () => {
    const store = await openStore(await database.create(), () => 0)
    const { vectorStores, vectorStoreFiles } = store
    await vectorStores.insert(storeOf('vs_1'), { atMs: 5 })
    await vectorStores.insert(storeOf('vs_2'), { atMs: 5 })
    for (const id of ['file-1', 'file-2', 'file-3']) await vectorStoreFiles.insert(fileOf('vs_1', id), null)
    const waiting = await vectorStoreFiles.waiting(10, [])
    expect(waiting.map(({ file }) => file.id)).toEqual(['file-1', 'file-2', 'file-3'])
    const [one, two, three] = waiting.map(({ number }) => number)
    const error = { code: 'invalid_file', message: 'It is empty.' } as const
    expect(await vectorStoreFiles.finish(one!, completed)).toBe(true)
    expect(await vectorStoreFiles.finish(two!, { state: 'failed', usageBytes: 0, error })).toBe(true)
    expect(await vectorStoreFiles.finish(two!, completed), 'it is over').toBe(false)
    expect((await vectorStoreFiles.waiting(10, [three!])).length).toBe(0)

    const row = await vectorStores.get('vs_1')
    expect(row?.counts).toEqual({ in_progress: 1, completed: 1, failed: 1, cancelled: 0, total: 3 })
    expect(row?.usageBytes).toBe(10)
    expect((await vectorStores.list(PAGE)).data.map(({ counts }) => counts.total)).toEqual([3, 0])
    const failed = await vectorStoreFiles.list('vs_1', { ...PAGE, filter: 'failed' })
    expect(failed.data).toEqual([fileOf('vs_1', 'file-2', { status: 'failed', last_error: error })])
    await expect(vectorStoreFiles.list('vs_2', { ...PAGE, after: 'file-1' })).rejects.toThrow(
      "Invalid 'after': no file found",
    )

    expect(await vectorStoreFiles.amend({ storeId: 'vs_1', id: 'file-1', attributes: { year: 2024 } })).toBe(true)
    expect((await vectorStoreFiles.get('vs_1', 'file-1'))?.file).toMatchObject({
      attributes: { year: 2024 },
      status: 'completed',
    })
    expect(await vectorStoreFiles.attributes('vs_1', 0)).toEqual([{ number: one, attributes: { year: 2024 } }])
    expect(await vectorStoreFiles.insert(fileOf('vs_1', 'file-1'), null), 'the one before').toBe(one)
    expect(await vectorStoreFiles.removeEverywhere('file-1')).toEqual(['vs_1'])
    expect(await vectorStoreFiles.remove('vs_1', 'file-2')).toBe(two)
    expect(await vectorStores.remove('vs_1')).toBe(true)
    expect(await vectorStoreFiles.waiting(10, [])).toEqual([])
  })

  it('come to their end when nobody used them for so many days', async () => {
    const { vectorStores } = await openStore(await database.create(), () => 0)
    await vectorStores.insert(storeOf('vs_1', 2), { atMs: 0 })
    await vectorStores.insert(storeOf('vs_2'), { atMs: 0 })
    expect(await vectorStores.touch('vs_1', DAY_MS)).toBe(true)
    expect(await vectorStores.get('vs_1')).toMatchObject({ lastActiveMs: DAY_MS, expiresMs: 3 * DAY_MS })
    expect(await vectorStores.expire(3 * DAY_MS - 1)).toEqual([])
    await vectorStores.put(storeOf('vs_1', 1))
    expect(await vectorStores.touch('vs_1', 2 * DAY_MS), 'too late').toBe(false)
    expect(await vectorStores.touch('vs_2', 2 * DAY_MS)).toBe(true)
    expect(await vectorStores.expire(2 * DAY_MS)).toEqual(['vs_1'])
    expect(await vectorStores.get('vs_1')).toMatchObject({ isExpired: true })
  })

  it('have batches, which count their files and can be cancelled', async () => {
    const { vectorStores, vectorStoreFiles, vectorStoreBatches } = await openStore(await database.create(), () => 0)
    await vectorStores.insert(storeOf('vs_1'), { atMs: 0 })
    const batch = { id: 'vsfb_1', object: 'vector_store.files_batch', created_at: 1, vector_store_id: 'vs_1' } as const
    await vectorStoreBatches.insert(batch)
    for (const id of ['file-1', 'file-2']) await vectorStoreFiles.insert(fileOf('vs_1', id), batch.id)
    await vectorStoreFiles.insert(fileOf('vs_1', 'file-3'), null)
    const numbers = (await vectorStoreFiles.waiting(10, [])).map(({ number }) => number)
    await vectorStoreFiles.finish(numbers[0]!, completed)
    expect(await vectorStoreFiles.cancelBatch(batch.id)).toEqual([numbers[1]])
    await vectorStoreBatches.cancel('vs_1', batch.id)
    expect(await vectorStoreBatches.get('vs_1', batch.id)).toEqual({ batch, isCancelled: true })
    expect(await vectorStoreBatches.get('vs_2', batch.id)).toBeUndefined()
    const counts = { in_progress: 0, completed: 1, failed: 0, cancelled: 1, total: 2 }
    expect(await vectorStoreFiles.countBatch(batch.id)).toEqual(counts)
    const listed = await vectorStoreFiles.list('vs_1', { ...PAGE, batchId: batch.id })
    expect(listed.data.map(({ id, status }) => [id, status])).toEqual([
      ['file-1', 'completed'],
      ['file-2', 'cancelled'],
    ])
  })
})

describe.each(databases)('chunks on $name', (database) => {
  const prepared = async () => {
    const location = await database.create()
    const store = await openStore(location, () => 1_000)
    await store.vectorStores.insert(storeOf('vs_1'), { atMs: 0 })
    await store.vectorStoreFiles.insert(fileOf('vs_1', 'file-1'), null)
    const [{ number: file } = { number: 0 }] = await store.vectorStoreFiles.waiting(1, [])
    const { number } = (await store.vectorStores.get('vs_1'))!
    return { ...store, location, file, number }
  }

  it('are found by their terms, where these count most first', async () => {
    const { chunks, file, number, vectorStoreFiles } = await prepared()
    const rare = await chunks.write(blockOf(number, file, [{ cat: 1, dog: 300 }, { 'it\'s "x"\n': 2 }]))
    const often = await chunks.write(blockOf(number, file, [{ cat: 40, 猫: 1 }]))
    expect(await chunks.size([number])).toEqual({ chunks: 3, terms: 344 })
    expect(await chunks.frequencies([number, 7], ['cat', '猫', 'none'])).toEqual(
      new Map([
        ['cat', 2],
        ['猫', 1],
      ]),
    )
    const found = await chunks.postings({ store: number, term: 'cat', limit: 9 })
    expect(found).toEqual([
      { term: 'cat', block: often, hits: [[0, 40]] },
      { term: 'cat', block: rare, hits: [[0, 1]] },
    ])
    expect(await chunks.postings({ store: number, term: 'none', limit: 9 })).toEqual([])
    const within = await chunks.postingsIn({ store: number, terms: ['cat', 'it\'s "x"\n'], blocks: [rare] })
    expect(
      within.toSorted((one, other) => one.hits.length - other.hits.length || one.term.localeCompare(other.term)),
    ).toEqual([
      { term: 'cat', block: rare, hits: [[0, 1]] },
      { term: 'it\'s "x"\n', block: rare, hits: [[1, 2]] },
    ])
    expect(await chunks.blocks([rare, often]), 'the file is not whole').toEqual([])
    await vectorStoreFiles.finish(file, completed)
    const [block] = await chunks.blocks([rare])
    expect(block).toEqual({
      block: rare,
      first: 0,
      lengths: [301, 2],
      fileId: 'file-1',
      storeId: 'vs_1',
      fileNumber: file,
    })
    const texts = await chunks.texts([{ block: rare, index: 1 }])
    expect([...texts.values()]).toEqual([{ number: 1, text: 'it\'s "x"\n', start: 10, end: 19 }])
  })

  it('of a file are read in pages, and go block by block with all that names them', async () => {
    const { chunks, file, number, vectorStores, location } = await prepared()
    await chunks.write(blockOf(number, file, [{ aaaa: 1 }, { bbbb: 1 }]))
    await chunks.write({ ...blockOf(number, file, [{ aaaa: 2, cccc: 1 }]), first: 2 })
    expect((await chunks.ofFile(file, 0)).chunks.map(({ text }) => text)).toEqual(['aaaa', 'bbbb', 'aaaa cccc'])
    const small = await createStore({ database: location, clock: () => 0, pageBytes: 9 })
    expect(await small.chunks.ofFile(file, 0)).toMatchObject({ chunks: [{ number: 0 }, { number: 1 }], next: 2 })
    expect(await small.chunks.ofFile(file, 2)).toMatchObject({ chunks: [{ number: 2 }], next: null })
    await small.close()

    expect(await chunks.abandoned(0)).toEqual({ files: [], last: file })
    await vectorStores.remove('vs_1')
    expect(await chunks.abandoned(0)).toEqual({ files: [file], last: file })
    expect(await chunks.removeBlock(file)).toBe(true)
    expect(await chunks.frequencies([number], ['aaaa', 'bbbb', 'cccc'])).toEqual(
      new Map([
        ['aaaa', 1],
        ['cccc', 1],
      ]),
    )
    expect(await chunks.removeBlock(file)).toBe(true)
    expect(await chunks.removeBlock(file)).toBe(false)
    expect(await chunks.frequencies([number], ['aaaa', 'bbbb', 'cccc'])).toEqual(new Map())
    expect(await chunks.postings({ store: number, term: 'aaaa', limit: 9 })).toEqual([])
    expect(await chunks.ofFile(file, 0)).toEqual({ chunks: [], next: null })
  })
})
