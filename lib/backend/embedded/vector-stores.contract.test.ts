import { afterEach, beforeEach, expect, it } from 'vitest'
import type { List } from '@/lib/protocol/list'
import type {
  StoreContentPage,
  StoreSearchPage,
  VectorStore,
  VectorStoreBatch,
  VectorStoreFile,
} from '@/lib/protocol/vector-store'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'
import { found, indexed, storeOf, uploadText } from './testing/vector-stores'

const DAY_MS = 86_400_000
let now = Date.UTC(2026, 0, 1)
let wire: TestBackend

beforeEach(async () => {
  wire = await startEmbedded(createTapes().models, { reading: (read) => read, clock: () => now })
})
afterEach(() => wire.close())

const texts = {
  'leave.md': 'Parental leave lasts twenty weeks. Ask your manager.',
  'travel.md': 'Flights are booked by the travel desk. Hotels too.',
  'mima.txt': '员工可以在登录页面重置密码。忘记密码时请联系技术支持。',
}

it('indexes files, tells how it stands, and finds chunks by words of either language', async () => {
  const { made, store, file_ids } = await storeOf(wire, texts, { name: 'Handbook', metadata: { a: 'b' } })
  expect(made).toMatchObject({ name: 'Handbook', status: 'in_progress', file_counts: { in_progress: 3, total: 3 } })
  expect(store).toMatchObject({ status: 'completed', file_counts: { completed: 3, total: 3 }, expires_at: null })
  expect(store.usage_bytes).toBe(Object.values(texts).reduce((sum, text) => sum + Buffer.byteLength(text), 0))

  expect(await found(wire, store.id, { query: 'how long is parental leave' })).toEqual([
    ['leave.md', texts['leave.md']],
  ])
  expect(await found(wire, store.id, { query: '怎么重置密码' })).toEqual([['mima.txt', texts['mima.txt']]])
  expect(await found(wire, store.id, { query: ['booking a flight', '密码'], max_num_results: 2 })).toHaveLength(2)
  expect(await found(wire, store.id, { query: 'elephants' })).toEqual([])
  const page = await wire.call<StoreSearchPage>('POST', `/vector_stores/${store.id}/search`, {
    query: ' parental   leave ',
    rewrite_query: true,
    ranking_options: { score_threshold: 0.1 },
  })
  expect(page).toMatchObject({ search_query: ['parental leave'], has_more: false, next_page: null })
  expect(page.data[0]).toMatchObject({ file_id: file_ids[0], attributes: {} })
  expect(await found(wire, store.id, { query: 'leave', ranking_options: { score_threshold: 1 } })).toEqual([])
})

it('lists, changes and deletes stores', async () => {
  const one = await wire.call<VectorStore>('POST', '/vector_stores', {})
  const two = await wire.call<VectorStore>('POST', '/vector_stores', { name: 'two', description: 'All of it' })
  expect(one).toMatchObject({ name: '', status: 'completed', usage_bytes: 0, metadata: {} })
  expect(two).toMatchObject({ description: 'All of it' })
  const listed = await wire.call<List<VectorStore>>('GET', '/vector_stores')
  expect(listed.data.map(({ id }) => id)).toEqual([two.id, one.id])
  const path = `/vector_stores/${one.id}`
  const expires_after = { anchor: 'last_active_at', days: 3 }
  const changed = await wire.call<VectorStore>('POST', path, { name: 'one', expires_after, metadata: { k: 'v' } })
  expect(changed).toMatchObject({ name: 'one', expires_after, expires_at: changed.created_at + 3 * 86_400 })
  expect(await wire.call<VectorStore>('POST', path, { name: null, expires_after: null })).toMatchObject({
    ...{ name: '', expires_at: null, metadata: { k: 'v' } },
  })
  expect(await wire.call('DELETE', path)).toEqual({ id: one.id, object: 'vector_store.deleted', deleted: true })
  expect(await wire.refusal('GET', path)).toMatchObject({
    ...{ status: 404, message: `No vector store found with id '${one.id}'.` },
  })
  for (const [method, rest] of [
    ['GET', '/files'],
    ['POST', '/search'],
    ['DELETE', ''],
  ] as const) {
    const body = method === 'POST' ? { query: 'x' } : undefined
    expect(await wire.refusal(method, `${path}${rest}`, body)).toMatchObject({ status: 404 })
  }
})

it('adds, filters, shows and removes files of a store', async () => {
  const { store } = await storeOf(wire, {})
  const path = `/vector_stores/${store.id}/files`
  const good = await uploadText(wire, 'good.txt', 'alpha beta gamma')
  const empty = await uploadText(wire, 'empty.txt', ' ')
  const added = await wire.call<VectorStoreFile>('POST', path, {
    file_id: good,
    attributes: { year: 2024, draft: true },
  })
  expect(added).toMatchObject({
    ...{ id: good, status: 'in_progress', last_error: null, vector_store_id: store.id },
    chunking_strategy: { type: 'static', static: { max_chunk_size_tokens: 800, chunk_overlap_tokens: 400 } },
  })
  await wire.call('POST', path, { file_id: empty })
  expect((await indexed(wire, store.id)).file_counts).toMatchObject({ completed: 1, failed: 1, total: 2 })
  const failed = await wire.call<List<VectorStoreFile>>('GET', `${path}?filter=failed`)
  expect(failed.data).toMatchObject([
    { id: empty, last_error: { code: 'invalid_file', message: 'The file has no text.' } },
  ])
  expect(await wire.refusal('GET', `${path}?filter=odd`)).toMatchObject({ status: 400, param: 'filter' })
  const listed = await wire.call<List<VectorStoreFile>>('GET', `${path}?limit=1&order=asc`)
  expect([listed.data[0]?.id, listed.has_more]).toEqual([good, true])

  const content = await wire.call<StoreContentPage>('GET', `${path}/${good}/content`)
  expect(content.data).toEqual([{ type: 'text', text: 'alpha beta gamma' }])
  expect(await wire.refusal('GET', `${path}/${empty}/content`)).toMatchObject({ code: 'file_not_indexed' })
  const search = (filters: object) => found(wire, store.id, { query: 'beta', filters })
  expect(await search({ type: 'eq', key: 'year', value: 2024 })).toHaveLength(1)
  expect(await search({ type: 'and', filters: [{ type: 'gt', key: 'year', value: 2024 }] })).toHaveLength(0)
  const amended = await wire.call<VectorStoreFile>('POST', `${path}/${good}`, { attributes: { year: 2025 } })
  expect(amended.attributes).toEqual({ year: 2025 })
  expect(await search({ type: 'in', key: 'year', value: [2025, 2026] })).toHaveLength(1)

  const again = await wire.call<VectorStoreFile>('POST', path, { file_id: good })
  expect(again, 'as it is').toMatchObject({ status: 'completed', attributes: { year: 2025 } })
  const chunking_strategy = { type: 'static', static: { max_chunk_size_tokens: 100, chunk_overlap_tokens: 0 } }
  expect(await wire.call('POST', path, { file_id: good, chunking_strategy })).toMatchObject({ status: 'in_progress' })
  await indexed(wire, store.id)
  expect(await found(wire, store.id, { query: 'beta' }), 'once').toHaveLength(1)

  const deleted = await wire.call('DELETE', `${path}/${good}`)
  expect(deleted).toEqual({ id: good, object: 'vector_store.file.deleted', deleted: true })
  expect(await found(wire, store.id, { query: 'beta' })).toEqual([])
  expect(await wire.refusal('GET', `${path}/${good}`)).toMatchObject({
    ...{ status: 404, message: `No file found with id '${good}' in vector store '${store.id}'.` },
  })
  expect(await wire.call('GET', `/files/${good}`), 'the file itself stays').toMatchObject({ id: good })
  await wire.call('DELETE', `/files/${empty}`)
  expect((await wire.call<List<unknown>>('GET', path)).data, 'a deleted file leaves the stores').toEqual([])
  expect(await wire.refusal('POST', path, { file_id: empty })).toMatchObject({
    ...{ status: 404, message: `Files [${empty}] were not found` },
  })
})

it('adds batches, counts them and lists what is in them', async () => {
  const { store } = await storeOf(wire, texts)
  const path = `/vector_stores/${store.id}/file_batches`
  const ids = [await uploadText(wire, 'a.txt', 'aardvark'), await uploadText(wire, 'b.txt', 'badger')]
  const batch = await wire.call<VectorStoreBatch>('POST', path, { file_ids: ids, attributes: { kind: 'animal' } })
  expect(batch).toMatchObject({ status: 'in_progress', file_counts: { in_progress: 2, total: 2 } })
  await indexed(wire, store.id)
  expect(await wire.call('GET', `${path}/${batch.id}`)).toMatchObject({
    status: 'completed',
    file_counts: { completed: 2 },
  })
  const listed = await wire.call<List<VectorStoreFile>>('GET', `${path}/${batch.id}/files?order=asc&filter=completed`)
  expect(listed.data.map(({ id, attributes }) => [id, attributes])).toEqual(ids.map((id) => [id, { kind: 'animal' }]))
  expect(await wire.refusal('POST', `${path}/${batch.id}/cancel`)).toMatchObject({
    ...{ status: 400, message: "Cannot cancel file batch with status 'completed'." },
  })
  expect(await wire.refusal('GET', `${path}/vsfb_none`)).toMatchObject({ status: 404 })
  const files = [{ file_id: ids[0], attributes: { kind: 'mammal' } }]
  expect(await wire.call('POST', path, { files })).toMatchObject({ status: 'completed', file_counts: { total: 1 } })
  expect(await wire.refusal('POST', path, { files, file_ids: ids })).toMatchObject({ status: 400, param: 'file_ids' })
  expect(await wire.refusal('POST', path, { file_ids: [] })).toMatchObject({ code: 'array_below_min_length' })
})

it('comes to its end when it was not used for so many days, and says so', async () => {
  const { store, file_ids } = await storeOf(wire, texts, { expires_after: { anchor: 'last_active_at', days: 2 } })
  now += DAY_MS
  await found(wire, store.id, { query: 'leave' })
  const used = await wire.call<VectorStore>('GET', `/vector_stores/${store.id}`)
  expect(used).toMatchObject({ last_active_at: now / 1000, expires_at: (now + 2 * DAY_MS) / 1000 })
  now += 2 * DAY_MS
  expect(await wire.call('GET', `/vector_stores/${store.id}`)).toMatchObject({ status: 'expired', usage_bytes: 0 })
  const expired = { status: 400, code: 'vector_store_expired' }
  expect(await wire.refusal('POST', `/vector_stores/${store.id}/search`, { query: 'leave' })).toMatchObject(expired)
  expect(await wire.refusal('POST', `/vector_stores/${store.id}/files`, { file_id: file_ids[0] })).toMatchObject(
    expired,
  )
  expect(await wire.refusal('POST', `/vector_stores/${store.id}`, { expires_after: null })).toMatchObject(expired)
  const files = await wire.call<List<VectorStoreFile>>('GET', `/vector_stores/${store.id}/files`)
  expect(files.data, 'to make another one of them').toHaveLength(3)
})

it('refuses in words what cannot be', async () => {
  const { store } = await storeOf(wire, {})
  const search = (body: object) => wire.refusal('POST', `/vector_stores/${store.id}/search`, body)
  expect(await search({})).toMatchObject({ param: 'query', code: 'missing_required_parameter' })
  expect(await search({ query: 'x'.repeat(4_097) })).toMatchObject({ code: 'string_above_max_length' })
  expect(await search({ query: 'x', max_num_results: 51 })).toMatchObject({ param: 'max_num_results' })
  let deep: object = { type: 'eq', key: 'a', value: 1 }
  for (let level = 0; level < 8; level += 1) deep = { type: 'or', filters: [deep] }
  expect(await search({ query: 'x', filters: deep })).toMatchObject({ status: 400, code: 'invalid_value' })
  const create = (body: object) => wire.refusal('POST', '/vector_stores', body)
  expect(await create({ file_ids: ['file-none'] })).toMatchObject({ status: 404 })
  expect(await create({ expires_after: { anchor: 'last_active_at', days: 366 } })).toMatchObject({ status: 400 })
  const static_ = { max_chunk_size_tokens: 200, chunk_overlap_tokens: 101 }
  expect(await create({ chunking_strategy: { type: 'static', static: static_ } })).toMatchObject({
    ...{ status: 400, param: 'chunking_strategy.static.chunk_overlap_tokens' },
  })
  const attributes = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, 1]))
  const file_id = await uploadText(wire, 'a.txt', 'a')
  expect(await wire.refusal('POST', `/vector_stores/${store.id}/files`, { file_id, attributes })).toMatchObject({
    ...{ status: 400, param: 'attributes' },
  })
})
