import { expect, it, onTestFinished } from 'vitest'
import { openStore, temporaryFolder as databaseFolder } from '@/lib/backend/store/testing/databases'
import type { Transfer } from '@/lib/protocol/transfer'
import { assistantIn, folderOf, oldExport, oldThread, temporaryFolder, THEN } from './testing/bundles'
import { importPath } from './testing/importing'
import { createElsewhere, refusal, startTransfers } from './testing/over-http'

const filesOf = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`file-${n}`, { id: `file-${n}`, object: 'file', filename: `${n}.txt` }]),
  )

it('names of each reason some, so that many notes hide no loss; losses come first', async () => {
  const store = await openStore({ folder: await databaseFolder() })
  const tally = await importPath(
    store,
    await folderOf(
      oldExport({ 'threads/thread_old.json': oldThread({ files: filesOf(1_200) }), 'threads/thread_z.json': '{' }),
    ),
    { isDry: true },
  )
  expect(tally.reasons).toMatchObject({ file_content: 1_200, unreadable: 1 })
  expect(tally.items[0]).toMatchObject({ kind: 'thread', id: 'thread_z', reason: 'unreadable' })
  expect(tally.items.filter(({ reason }) => reason === 'file_content')).toHaveLength(100)
})

const document = (id: string) => ({ id, object: 'file', created_at: THEN, filename: `${id}.txt`, bytes: 3 })

it('the report has all of them, whatever the page names, and goes with its transfer', async () => {
  const store = await openStore({ folder: await databaseFolder() })
  const fileIds = Array.from({ length: 110 }, (_, n) => `file-${n}`)
  const assistant = assistantIn('asst_a', { tool_resources: { code_interpreter: { file_ids: fileIds } } })
  const { backend } = createElsewhere({
    '/assistants': [assistant],
    '/threads': [{ id: 'thread_gone' }],
    ...Object.fromEntries(fileIds.map((id) => [`/files/${id}`, document(id)])),
  } as Record<string, object>)
  const transfers = startTransfers({ store, folder: await temporaryFolder(), connections: backend })
  onTestFinished(() => transfers.close())
  const done = await transfers.import(await transfers.read())
  expect(done.imported?.items).toHaveLength(101)
  const report = await transfers.ask<Transfer>(`/${done.id}/report`)
  expect(report).toMatchObject({ id: done.id, status: 'done', source: { name: 'there' } })
  for (const part of [report.checked, report.imported]) {
    expect(part?.counts.file.placeholder).toBe(110)
    expect(new Set(part?.items.map(({ id }) => id))).toEqual(new Set([...fileIds, 'thread_gone']))
    expect(part?.items).toHaveLength(111)
  }
  await store.transfers.remove(done.id)
  expect(await store.records.list(`transfer.report.imported.${done.id}`)).toEqual([])
})

it('brings what a connection tells of its stores and files, once each, and compares their numbers', async () => {
  const store = await openStore({ folder: await databaseFolder() })
  const there = createElsewhere({
    '/vector_stores': [
      { id: 'vs_1', object: 'vector_store', created_at: THEN, name: 'Docs', file_counts: { total: 3 } },
    ],
    '/vector_stores/vs_1/files': [
      { id: 'file-1', object: 'vector_store.file', status: 'completed', attributes: { of: 'us' } },
      { id: 'file-2', object: 'vector_store.file', status: 'failed' },
    ],
    '/vector_stores/vs_2': { id: 'vs_2', object: 'vector_store', created_at: THEN, file_counts: { total: 0 } },
    '/vector_stores/vs_2/files': [],
    '/vector_stores/vs_3': () => refusal(404, 'It has expired.'),
    '/assistants': [
      assistantIn('asst_a', {
        tool_resources: {
          code_interpreter: { file_ids: ['file-1', 'file-3'] },
          file_search: { vector_store_ids: ['vs_1', 'vs_2', 'vs_3'] },
        },
      }),
    ],
    '/files/file-1': document('file-1'),
    '/files/file-3': document('file-3'),
    '/threads': [],
  })
  const transfers = startTransfers({ store, folder: await temporaryFolder(), connections: there.backend })
  onTestFinished(() => transfers.close())
  const checked = await transfers.read()
  expect(there.asked.filter((path) => path === '/files/file-1')).toHaveLength(1)
  expect(checked.checked?.counts).toMatchObject({
    file: { placeholder: 2, left: 2 },
    vector_store: { added: 1, placeholder: 1, left: 1 },
    assistant: { added: 1 },
  })
  expect(checked.checked?.items.slice(0, 3)).toMatchObject([
    { kind: 'file', id: 'file-2', reason: 'missing_in_source' },
    { kind: 'vector_store', id: 'vs_3', reason: 'missing_in_source', detail: '404: It has expired.' },
    { kind: 'file', reason: 'count_differs', detail: 'vs_1: 3; found: 2' },
  ])
  await transfers.import(checked)
  expect((await store.vectorStores.get('vs_1'))?.store.name).toBe('Docs')
  expect((await store.vectorStoreFiles.list('vs_1', { limit: 10, order: 'asc' })).data).toMatchObject([
    { id: 'file-1', attributes: { of: 'us' }, status: 'failed' },
    { id: 'file-2', status: 'failed' },
  ])
  const again = await transfers.read()
  expect(again.checked?.counts).toMatchObject({ file: { same: 2 }, vector_store: { same: 2 } })
})
