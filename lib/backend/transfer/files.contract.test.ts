// Files come along with their bytes.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStore, temporaryFolder as databaseFolder } from '@/lib/backend/store/testing/databases'
import type { Store } from '@/lib/backend/store/store'
import { exportBundle } from './export-bundle'
import type { FileRoom } from './held-bytes'
import { packFolder } from './pack-folder'
import {
  assistantIn,
  folderOf,
  messageIn,
  oldExport,
  oldThread,
  runIn,
  stepIn,
  temporaryFolder,
  THEN,
} from './testing/bundles'
import { importPath, outcomesOf, roomIn } from './testing/importing'
import { type RawEntry, rawZip } from './testing/raw-zip'
import { writeFolder } from './write-bundle'

const emptyStore = async () => openStore({ folder: await databaseFolder() })
const here = async () => ({ store: await emptyStore(), room: await roomIn() })
type Here = Awaited<ReturnType<typeof here>>

const fileIn = (id: string, content: string, more: object = {}) => ({
  id,
  object: 'file',
  bytes: Buffer.byteLength(content),
  created_at: THEN,
  filename: `${id}.txt`,
  purpose: 'assistants',
  status: 'processed',
  ...more,
})

const describedBy = (...files: readonly { readonly id: string }[]) =>
  Object.fromEntries(files.map((file) => [file.id, file]))

/** What names a file in every way there is. */
const naming = oldThread({
  thread: {
    id: 'thread_old',
    object: 'thread',
    created_at: THEN + 9,
    metadata: {},
    tool_resources: { code_interpreter: { file_ids: ['file-table'] } },
  },
  messages: [
    messageIn('msg_z', 'Look', {
      content: [{ type: 'image_file', image_file: { file_id: 'file-image' } }],
      attachments: [{ file_id: 'file-attached', tools: [{ type: 'code_interpreter' }] }],
    }),
    messageIn('msg_b', 'Done', {
      role: 'assistant',
      run_id: 'run_old',
      content: [
        {
          type: 'text',
          text: {
            value: 'See sandbox:/mnt/data/a.csv',
            annotations: [
              {
                type: 'file_path',
                text: 'sandbox:/mnt/data/a.csv',
                start_index: 4,
                end_index: 27,
                file_path: { file_id: 'file-path' },
              },
            ],
          },
        },
      ],
    }),
  ],
  runs: [
    runIn('run_old', {
      steps: [
        stepIn('step_old', 'run_old', {
          type: 'tool_calls',
          step_details: {
            type: 'tool_calls',
            tool_calls: [
              {
                id: 'call_1',
                type: 'code_interpreter',
                code_interpreter: {
                  input: 'draw()',
                  outputs: [
                    { type: 'logs', logs: '42' },
                    { type: 'image', image: { file_id: 'file-drawn' } },
                  ],
                },
              },
            ],
          },
        }),
      ],
    }),
  ],
  files: {},
})

const named = ['file-table', 'file-image', 'file-attached', 'file-path', 'file-drawn', 'file-of-assistant']
const contents = Object.fromEntries([...named, 'file-loose'].map((id) => [`files/${id}`, `Bytes of ${id}`]))

const whole = () =>
  oldExport({
    'assistants.json': [
      assistantIn('asst_a', { tool_resources: { code_interpreter: { file_ids: ['file-of-assistant'] } } }),
      assistantIn('asst_z'),
    ],
    'threads/thread_old.json': naming,
    'files.json': [...named, 'file-loose'].map((id) => fileIn(id, `Bytes of ${id}`)),
    ...contents,
  })

async function exported({ store, room }: Here, options: { threadIds?: readonly string[]; withBytes?: boolean } = {}) {
  const folder = join(await temporaryFolder(), 'export')
  const { threadIds = null, withBytes = true } = options
  await writeFolder(folder, exportBundle({ store, blobs: room.bytes, withBytes, threadIds, now: () => new Date(0) }))
  return folder
}

async function contentsOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const read = names.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name)
    return [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const
  })
  return Object.fromEntries(await Promise.all(read))
}

const textOf = async ({ bytes }: FileRoom, id: string) => {
  const body = await bytes.read(id)
  return body && new Response(body).text()
}

const filesOf = async (store: Store) => (await store.files.list({ limit: 100, order: 'asc' })).data

it('an export has the bytes of all files, each once, and comes in with them elsewhere, byte for byte', async () => {
  const first = await here()
  const tally = await importPath(first.store, await folderOf(whole()), first)
  expect(outcomesOf(tally)).toContain('file added: 7')
  expect(tally.file_bytes).toBe(Object.values(contents).join('').length)
  expect(tally.reasons).not.toHaveProperty('file_content')
  expect(await filesOf(first.store)).toEqual(whole()['files.json'] as object[])

  const out = await exported(first)
  const second = await here()
  const archive = join(await temporaryFolder(), 'export.zip')
  await packFolder(out, archive)
  const dry = await importPath(second.store, archive, { ...second, isDry: true })
  expect(await filesOf(second.store)).toEqual([])
  expect(await importPath(second.store, archive, second)).toEqual(dry)
  expect(await textOf(second.room, 'file-drawn')).toBe('Bytes of file-drawn')
  expect(await contentsOf(await exported(second))).toEqual(await contentsOf(out))
  expect(await contentsOf(out)).toMatchObject(contents)
  expect(outcomesOf(await importPath(second.store, archive, second))).toContain('file same: 7')
})

it('an export of some threads has the files that these, and the assistants, name', async () => {
  const first = await here()
  await importPath(first.store, await folderOf(whole()), first)
  const out = await contentsOf(await exported(first, { threadIds: ['thread_old'] }))
  const bytes = Object.keys(out).filter((name) => name.startsWith('files/'))
  expect(bytes.toSorted()).toEqual(named.map((id) => `files/${id}`).toSorted())
})

it('without bytes an export has descriptions, which later bytes fill; what was deleted stays deleted', async () => {
  const first = await here()
  await importPath(first.store, await folderOf(whole()), first)
  const bare = await exported(first, { withBytes: false })
  expect(Object.keys(await contentsOf(bare)).filter((name) => name.startsWith('files/'))).toEqual([])
  const second = await here()
  const described = await importPath(second.store, bare, second)
  expect(outcomesOf(described)).toContain('file placeholder: 7')
  const without = await importPath(second.store, await exported(first), { ...second, withBytes: false })
  expect(outcomesOf(without)).toContain('file same: 7')
  expect(outcomesOf(await importPath(second.store, await exported(first), second))).toContain('file added: 7')
  expect(await textOf(second.room, 'file-table')).toBe('Bytes of file-table')
  // A description changes nothing of a file that is here.
  expect(outcomesOf(await importPath(second.store, bare, second))).toContain('file same: 7')
  await second.store.files.remove('file-table')
  expect(outcomesOf(await importPath(second.store, await exported(first), second))).toContain('file deleted: 1')
})

it.each([
  ['keep', 'file kept: 1', 'ours'],
  ['take', 'file left: 1', 'ours'],
  ['copy', 'file copied: 1', 'ours'],
] as const)('where another file has its id: %s', async (choice, outcome, content) => {
  const [own, room] = [await emptyStore(), await roomIn()]
  const export_ = (text: string) =>
    folderOf({
      'manifest.json': oldExport()['manifest.json'],
      'assistants.json': [],
      'files.json': [fileIn('file-1', text)],
      'files/file-1': text,
    })
  await importPath(own, await export_('ours'), { room })
  const tally = await importPath(own, await export_('and theirs'), { room, choices: { file: choice } })
  expect(outcomesOf(tally)).toContain(outcome)
  expect(await textOf(room, 'file-1')).toBe(content)
  const files = await filesOf(own)
  const texts = await Promise.all(files.map(({ id }) => textOf(room, id)))
  expect(texts).toEqual(choice === 'copy' ? ['ours', 'and theirs'] : ['ours'])
})

it('bytes that are not as many as are told of are not taken, and leave nothing', async () => {
  const file = fileIn('file-1', 'whole and sound')
  const folder = await folderOf({ 'threads/t.json': oldThread({ files: describedBy(file) }), 'files/file-1': 'who' })
  const { store, room } = await here()
  const tally = await importPath(store, folder, { room })
  expect(tally.items).toContainEqual(
    expect.objectContaining({
      id: 'file-1',
      reason: 'file_content',
      detail: expect.stringContaining('3 bytes') as string,
    }),
  )
  expect([await filesOf(store), await room.bytes.size('file-1')]).toEqual([[], undefined])
})

it('a file that is larger than files may be here comes as its description', async () => {
  const [store, room] = [await emptyStore(), { ...(await roomIn()), maxFileBytes: 5 }]
  const folder = await folderOf({
    'threads/t.json': oldThread({ files: describedBy(fileIn('file-1', '123456')) }),
    'files/file-1': '123456',
  })
  expect(outcomesOf(await importPath(store, folder, { room }))).toContain('file placeholder: 1')
})

it.each<[string, RawEntry[], object]>([
  [
    'bytes of which the archive lies',
    [{ name: 'files/file-1', content: 'x'.repeat(10_000), toldSize: 4 }],
    fileIn('file-1', 'xxxx'),
  ],
  ['a damaged entry', [{ name: 'files/file-1', content: 'xxxx', isBroken: true }], fileIn('file-1', 'xxxx')],
])('%s: the file comes as its description, and nothing else is harmed', async (_, entries, file) => {
  const path = join(await temporaryFolder(), 'export.zip')
  const thread = oldThread({ files: { 'file-1': file } })
  await writeFile(path, rawZip([{ name: 'threads/thread_old.json', content: JSON.stringify(thread) }, ...entries]))
  const { store, room } = await here()
  const tally = await importPath(store, path, { room })
  expect(outcomesOf(tally)).toEqual(expect.arrayContaining(['file placeholder: 1', 'thread added: 1']))
  expect(await room.bytes.size('file-1')).toBeUndefined()
})

it('names lead nowhere, and ids that could are not taken', async () => {
  const { store, room } = await here()
  const hostile = [
    fileIn('file-1', 'x', { filename: '../../etc/pass\u0000wd' }),
    fileIn('file-2', 'x', { filename: 'C:\\secrets\\..' }),
    fileIn('file.3', 'x'),
    fileIn('../file-4', 'x'),
  ]
  const folder = await folderOf({ 'files.json': hostile, 'threads/t.json': oldThread({ files: {} }) })
  await mkdir(join(folder, 'files'))
  for (const id of ['file-1', 'file-2', 'file.3']) await writeFile(join(folder, 'files', id), 'x')
  const tally = await importPath(store, folder, { room })
  expect((await filesOf(store)).map(({ filename }) => filename)).toEqual(['passwd', 'file-2'])
  expect(outcomesOf(tally)).toEqual(expect.arrayContaining(['file added: 2', 'file placeholder: 1', 'file left: 1']))
})

it('an export of a later version is not read', async () => {
  const manifest = { ...(oldExport()['manifest.json'] as object), playground: { format: 3 } }
  const { store } = await here()
  await expect(importPath(store, await folderOf(oldExport({ 'manifest.json': manifest })))).rejects.toThrow(
    'later version',
  )
})

it('a file whose row cannot be stored leaves no bytes', async () => {
  const { store, room } = await here()
  const broken: Store = {
    ...store,
    transaction: () => Promise.reject(new Error('The disk is full.')),
  }
  await expect(importPath(broken, await folderOf(whole()), { room })).rejects.toThrow('disk is full')
  expect(await room.bytes.size('file-table')).toBeUndefined()
})
