// Vector stores come along with the list of their files, and are indexed anew.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStore, temporaryFolder as databaseFolder } from '@/lib/backend/store/testing/databases'
import type { Store } from '@/lib/backend/store/store'
import { exportBundle } from './export-bundle'
import { assistantIn, folderOf, oldExport, oldThread, temporaryFolder, THEN } from './testing/bundles'
import type { Change } from '@/lib/protocol/playground'
import { importPath, outcomesOf, roomIn } from './testing/importing'
import { startTransfers } from './testing/over-http'
import { filesOfStore } from './laid-store'
import { writeFolder } from './write-bundle'

const here = async () => ({ store: await openStore({ folder: await databaseFolder() }), room: await roomIn() })
type Here = Awaited<ReturnType<typeof here>>

const fileIn = (id: string, text: string) => ({
  id,
  object: 'file',
  bytes: text.length,
  created_at: THEN,
  filename: `${id}.txt`,
  purpose: 'assistants',
  status: 'processed',
})
const chunked = { type: 'static', static: { max_chunk_size_tokens: 200, chunk_overlap_tokens: 50 } }
const attributes = { lang: 'en', year: 2024, draft: false }

const docs = (more: object = {}) => ({
  id: 'vs_docs',
  object: 'vector_store',
  created_at: THEN + 3,
  name: 'Docs',
  metadata: { of: 'us' },
  expires_after: { anchor: 'last_active_at', days: 7 },
  last_active_at: THEN,
  status: 'completed',
  file_counts: { total: 2 },
  playground: {
    files: [
      { id: 'file-1', object: 'vector_store.file', created_at: THEN + 4, chunking_strategy: chunked, attributes },
      { id: 'file-2', object: 'vector_store.file', created_at: THEN + 5, chunking_strategy: { type: 'other' } },
    ],
  },
  ...more,
})

const withDocs = (more: object = {}) =>
  oldExport({
    'assistants.json': [
      assistantIn('asst_a', { tool_resources: { file_search: { vector_store_ids: ['vs_docs'] } } }),
      assistantIn('asst_z'),
    ],
    'threads/thread_old.json': oldThread({ files: {}, messages: [], runs: [] }),
    'vector_stores.json': [docs()],
    'files.json': [fileIn('file-1', 'one'), fileIn('file-2', 'two')],
    'files/file-1': 'one',
    'files/file-2': 'two',
    ...more,
  })

async function exported({ store, room }: Here, threadIds: readonly string[] | null = null) {
  const folder = join(await temporaryFolder(), 'export')
  await writeFolder(
    folder,
    exportBundle({ store, blobs: room.bytes, withBytes: true, threadIds, now: () => new Date(0) }),
  )
  return folder
}

const statesOf = async (store: Store) =>
  (await filesOfStore(store, 'vs_docs')).map(({ id, status, last_error }) => [id, status, last_error?.code ?? null])

it('a store comes with names, attributes and chunking of its files, which are to be indexed', async () => {
  const first = await here()
  expect(outcomesOf(await importPath(first.store, await folderOf(withDocs()), first))).toContain(
    'vector_store added: 1',
  )
  const second = await here()
  const tally = await importPath(second.store, await exported(first, ['thread_old']), second)
  expect(tally.reasons).not.toHaveProperty('vector_store_content')
  const row = await second.store.vectorStores.get('vs_docs')
  expect(row?.store).toMatchObject({ name: 'Docs', metadata: { of: 'us' }, created_at: THEN + 3 })
  // Its time begins when it comes: an old export is of use.
  expect(row?.expiresMs).toBe((row?.lastActiveMs ?? 0) + 7 * 86_400_000)
  expect(row?.lastActiveMs).toBeGreaterThan(THEN * 1000 + 7 * 86_400_000)
  expect(await filesOfStore(second.store, 'vs_docs')).toMatchObject([
    { id: 'file-1', status: 'in_progress', attributes, chunking_strategy: chunked, created_at: THEN + 4 },
    {
      id: 'file-2',
      status: 'in_progress',
      attributes: {},
      chunking_strategy: { static: { max_chunk_size_tokens: 800 } },
    },
  ])
  expect(outcomesOf(await importPath(second.store, await exported(first), second))).toContain('vector_store same: 1')
})

it('a file without bytes is told of in its store, and indexed when they come', async () => {
  const own = await here()
  const tally = await importPath(own.store, await folderOf(withDocs({ 'files/file-2': 'cut off' })), own)
  expect(outcomesOf(tally)).toEqual(expect.arrayContaining(['file placeholder: 1', 'vector_store added: 1']))
  expect(tally.items).toContainEqual(
    expect.objectContaining({ kind: 'vector_store', reason: 'vector_store_content', detail: 'Docs: 1 of 2 files' }),
  )
  expect(await statesOf(own.store)).toEqual([
    ['file-1', 'in_progress', null],
    ['file-2', 'failed', 'invalid_file'],
  ])
  await importPath(own.store, await folderOf(withDocs()), own)
  expect(await statesOf(own.store)).toEqual([
    ['file-1', 'in_progress', null],
    ['file-2', 'in_progress', null],
  ])
})

it('the original of such a file is attached under its old id, and indexed', async () => {
  const own = await here()
  await importPath(own.store, await folderOf(withDocs({ 'files/file-2': 'cut off' })), own)
  const laid: Change[] = []
  const { send } = startTransfers({
    ...{ store: own.store, room: own.room, folder: await temporaryFolder(), onLaid: (change) => laid.push(change) },
    connections: async () => new Response(null, { status: 404 }),
  })
  const attach = (id: string, text: string) => {
    const body = new FormData()
    body.append('file', new File([text], 'another name.txt'))
    return send(`/files/here/${id}`, { method: 'POST', body })
  }
  expect(await (await send('/files/here/file-2')).json()).toEqual({
    ...{ id: 'file-2', filename: 'file-2.txt', bytes: 3, purpose: 'assistants', created_at: THEN },
  })
  expect((await send('/files/here/file-nowhere')).status).toBe(404)
  const wrong = await attach('file-2', 'three')
  expect([wrong.status, ((await wrong.json()) as { error: { code: string } }).error.code]).toEqual([
    400,
    'bytes_differ',
  ])
  expect(await own.room.bytes.size('file-2')).toBeUndefined()
  expect(await (await attach('file-2', 'two')).json()).toMatchObject({
    ...{ id: 'file-2', filename: 'file-2.txt', bytes: 3, created_at: THEN, status: 'processed' },
  })
  expect(laid).toMatchObject([{ kind: 'file', verb: 'put', id: 'file-2' }])
  expect((await statesOf(own.store))[1]).toEqual(['file-2', 'in_progress', null])
  expect((await attach('file-2', 'two')).status).toBe(409)

  await own.room.bytes.remove('file-1')
  expect((await attach('file-1', 'one')).status, 'one whose bytes were lost here').toBe(200)
  expect(await own.room.bytes.size('file-1')).toBe(3)
})

it('what an earlier version kept as a description is filled; what was deleted stays deleted', async () => {
  const own = await here()
  const document = docs()
  const key = { kind: 'transfer.vector_store', id: 'vs_docs', owner: 'vs_docs' }
  await own.store.records.put(key, { document, status: 'error', reason: 'vector_store_content' })
  const folder = await folderOf(withDocs())
  expect(outcomesOf(await importPath(own.store, folder, own))).toContain('vector_store added: 1')
  await own.store.vectorStores.remove('vs_docs')
  expect(outcomesOf(await importPath(own.store, folder, own))).toContain('vector_store deleted: 1')
})

it.each([
  ['keep', 'kept', 'Ours', ['file-1', 'file-2']],
  ['take', 'taken', 'Docs', ['file-1', 'file-2']],
] as const)('a store that differs: %s', async (choice, outcome, name, files) => {
  const own = await here()
  await importPath(own.store, await folderOf(withDocs({ 'vector_stores.json': [docs({ name: 'Ours' })] })), own)
  const tally = await importPath(own.store, await folderOf(withDocs()), { ...own, choices: { vector_store: choice } })
  expect(outcomesOf(tally)).toContain(`vector_store ${outcome}: 1`)
  expect((await own.store.vectorStores.get('vs_docs'))?.store.name).toBe(name)
  expect((await filesOfStore(own.store, 'vs_docs')).map(({ id }) => id)).toEqual(files)
})

it('a store whose time was up there is not to be searched here', async () => {
  const own = await here()
  await importPath(own.store, await folderOf(withDocs({ 'vector_stores.json': [docs({ status: 'expired' })] })), own)
  expect(await own.store.vectorStores.expire(Date.now())).toEqual(['vs_docs'])
})

it('nonsense in a store harms nothing', async () => {
  const own = await here()
  const files = [
    { id: '../x' },
    7,
    {
      id: 'file-1',
      attributes: { deep: { er: 1 }, ok: 'x'.repeat(2_000) },
      chunking_strategy: { static: { max_chunk_size_tokens: 1e9 } },
    },
    { id: 'file-1', attributes: [] },
  ]
  const nonsense = docs({ name: 7, metadata: 'x', expires_after: { days: 1e9 }, created_at: -1, playground: { files } })
  const tally = await importPath(
    own.store,
    await folderOf(withDocs({ 'vector_stores.json': [nonsense, { id: 'a b' }] })),
    own,
  )
  expect(outcomesOf(tally)).toEqual(expect.arrayContaining(['vector_store added: 1', 'vector_store left: 1']))
  expect((await own.store.vectorStores.get('vs_docs'))?.store).toMatchObject({
    name: '',
    metadata: {},
    expires_after: null,
  })
  expect(await statesOf(own.store)).toEqual([['file-1', 'in_progress', null]])
})
