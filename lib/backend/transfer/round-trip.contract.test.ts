import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStore, temporaryFolder as databaseFolder } from '@/lib/backend/store/testing/databases'
import type { Store } from '@/lib/backend/store/store'
import { exportBundle } from './export-bundle'
import { folderOf, messageIn, oldExport, oldThread, runIn, temporaryFolder } from './testing/bundles'
import { importPath, roomIn } from './testing/importing'
import { writeFolder } from './write-bundle'

const emptyStore = async () => openStore({ folder: await databaseFolder() })

async function exported(store: Store, threadIds: readonly string[] | null = null) {
  const { bytes: blobs } = await roomIn()
  const folder = join(await temporaryFolder(), 'export')
  await writeFolder(folder, exportBundle({ store, blobs, withBytes: true, threadIds, now: () => new Date(0) }))
  return folder
}

async function contentsOf(folder: string) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json')).toSorted()
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]))
}

const asked = {
  ...{ id: 'rule_1', name: 'Orders', delay_ms: 0, kind: 'http', method: 'GET', url: 'https://api.test/orders' },
  ...{ headers: {}, secret_header_names: ['x-key'], sealed: 'sealed text' },
}
const responders = { for_all_runs: false, functions: [{ function: 'find_order', mode: 'ask', rules: [asked] }] }

it('an export comes in elsewhere and goes out again byte for byte', async () => {
  const first = await emptyStore()
  const many = Array.from({ length: 120 }, (_, index) => messageIn(`msg_${index}`, `No. ${index}`))
  const underway = runIn('run_old', { status: 'in_progress', completed_at: null, expires_at: 1_700_000_611 })
  const files = oldExport({ 'threads/thread_old.json': oldThread({ messages: many, runs: [underway] }) })
  await importPath(first, await folderOf(files))
  await first.threads.rename('thread_old', '标题')
  await first.labels.change({ kind: 'thread', id: 'thread_old', add: ['kept', 'old'], remove: [] })
  await first.labels.change({ kind: 'run', id: 'run_old', add: ['好', 'slow'], remove: [] })
  const rating = { value: 'down', note: '太慢 🐌\n=1+1', rated_ms: 1_700_000_700_123 } as const
  await first.ratings.set('run_old', rating)
  const [{ id: assistant } = { id: '' }] = (await first.assistants.list({ limit: 1, order: 'asc' })).data
  const demo = { messages: [{ text: '你好', notes: 'Wait.' }] }
  await first.records.put({ kind: 'demo', id: assistant, owner: assistant }, demo)
  await first.records.put({ kind: 'responders', id: assistant, owner: assistant }, responders)
  const out = await exported(first)
  const second = await emptyStore()
  await importPath(second, out)
  expect(await second.runs.summary('run_old')).toMatchObject({ rating, labels: ['slow', '好'] })
  const again = await contentsOf(await exported(second))
  expect(again).toEqual(await contentsOf(out))
  expect(again.map(([name]) => name)).toEqual([
    'assistants.json',
    'demos.json',
    'files.json',
    'manifest.json',
    'responders.json',
    'threads/thread_old.json',
  ])
  // The secret itself stays where it is, and what came in asks for it.
  expect(again.flat().join()).not.toContain('sealed')
  expect(again.flat().join()).toContain('"secret_header_names":["x-key"]')
  expect(await second.records.get('responders', assistant)).toEqual({
    ...responders,
    functions: [{ ...responders.functions[0], rules: [{ ...asked, sealed: null }] }],
  })
})

it('some threads can be exported, and what is not there is told', async () => {
  const store = await emptyStore()
  await importPath(store, await folderOf(oldExport()))
  const folder = await exported(store, ['thread_old', 'thread_none'])
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as object
  expect(manifest).toMatchObject({ threads_requested: 2, threads_exported: 1, threads_failed: ['thread_none'] })
})
