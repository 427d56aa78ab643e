import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { askUntil } from '@/lib/backend/testing/ask-until'
import type { Backend } from '@/lib/backend/backend'
import { startEmbedded, type TestBackend } from '@/lib/backend/embedded/testing/embedded'
import { createTapes } from '@/lib/backend/embedded/testing/tapes'
import { openStore, temporaryFolder as databaseFolder } from '@/lib/backend/store/testing/databases'
import type { Store } from '@/lib/backend/store/store'
import type { Transfer } from '@/lib/protocol/transfer'
import type { FileRoom } from './held-bytes'
import { createTransfers, type Transfers } from './create-transfers'
import { oldExport, oldThread, temporaryFolder, zipFileOf } from './testing/bundles'
import { importPath, roomIn } from './testing/importing'

const BASE = 'http://playground.test/api/transfers'

let elsewhere: TestBackend
let store: Store
let transfers: Transfers
let folder: string
let room: FileRoom
let count = 0
const reports: string[] = []
const laid: string[] = []

beforeEach(async () => {
  laid.length = 0
  elsewhere = await startEmbedded(createTapes().models)
  store = await openStore({ folder: await databaseFolder() })
  folder = await temporaryFolder()
  room = await roomIn()
  transfers = create(elsewhere.backend)
})
afterEach(async () => {
  await transfers.close()
  await elsewhere.close()
  expect(reports).toEqual([])
})

const create = (connections: Backend) =>
  createTransfers({
    folder,
    targets: ['here'],
    storeOf: async () => store,
    roomOf: () => room,
    connections,
    onLaid: (connection, { kind, id }) => void laid.push(`${connection} ${kind} ${id}`),
    clock: Date.now,
    sleep: async () => undefined,
    newId: () => `transfer_${++count}`,
    maxUploadBytes: 1_000_000,
    report: (message, error) => void reports.push(`${message} ${String(error)}`),
  })

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await transfers.backend(new Request(`${BASE}${path}`, init))
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text}`)
  return JSON.parse(text) as T
}

const post = (body: object) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

async function upload(bytes: Buffer | string, name = 'export.zip'): Promise<Transfer> {
  const body = new FormData()
  body.append('file', new File([new Uint8Array(Buffer.from(bytes))], name))
  return ask<Transfer>('?to=here', { method: 'POST', body })
}

const settled = (transfer: Transfer) => until(transfer, ({ status }) => status !== 'checking' && status !== 'importing')

const until = ({ id }: Transfer, isSo: (transfer: Transfer) => boolean): Promise<Transfer> =>
  askUntil(() => ask<Transfer>(`/${id}`), isSo)

const bytesOf = async (files = oldExport()) => readFile(await zipFileOf(files))

it('an upload is read dry, imported when it is told to, and reported', async () => {
  const checked = await settled(await upload(await bytesOf()))
  expect(checked).toMatchObject({ status: 'checked', source: { kind: 'zip', name: 'export.zip' }, imported: null })
  expect(checked.checked?.counts.message.added).toBe(3)
  expect(await store.threads.get('thread_old')).toBeUndefined()
  const done = await settled(await ask<Transfer>(`/${checked.id}/import`, post({})))
  expect(done).toMatchObject({ status: 'done', progress: { done: 9, total: 9 } })
  expect(done.imported).toEqual(done.checked)
  expect(await ask(`/${checked.id}/report`)).toMatchObject({ imported: { counts: { run: { added: 1 } } } })
  expect(await ask('')).toMatchObject({ data: [{ id: checked.id, status: 'done' }] })
  await ask(`/${checked.id}`, { method: 'DELETE' })
  expect(await ask('')).toMatchObject({ data: [] })
  await expect(readFile(join(folder, checked.id))).rejects.toThrow('ENOENT')
})

it('what cannot be read says why, and what is no form is refused', async () => {
  expect(await settled(await upload('PK\x03\x04 and no more'))).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('cannot be read') as string,
  })
  await expect(ask('', { ...post({}), headers: { 'content-type': 'text/plain' } })).rejects.toThrow('400')
  await expect(upload('no archive at all')).rejects.toThrow('This is no zip archive.')
  await expect(upload('\0\x01\x02', 'photo.png')).rejects.toThrow('This is no zip archive.')
  await expect(upload('x'.repeat(1_000_001))).rejects.toThrow('413')
  await expect(ask('?to=nowhere', { method: 'POST', body: new FormData() })).rejects.toThrow('404')
  await expect(ask('/transfer_none')).rejects.toThrow('404')
})

it('conflicts are decided when it is imported', async () => {
  await importPath(store, await zipFileOf(oldExport()))
  const thread = { ...(oldThread()['thread'] as object), metadata: { user: 'theirs' } }
  const checked = await settled(
    await upload(await bytesOf(oldExport({ 'threads/thread_old.json': oldThread({ thread }) }))),
  )
  expect(checked.checked?.conflicts).toEqual([{ kind: 'thread', id: 'thread_old', thread_id: 'thread_old' }])
  await settled(await ask<Transfer>(`/${checked.id}/import`, post({ choices: { thread: 'take' } })))
  expect(await store.threads.get('thread_old')).toMatchObject({ metadata: { user: 'theirs' } })
  await expect(ask(`/${checked.id}/import`, post({ choices: { thread: 'steal' } }))).rejects.toThrow('400')
})

it('a stopped import goes on where it was', async () => {
  const lines = Array.from({ length: 1_000 }, (_, n) =>
    JSON.stringify({
      thread_id: `thread_${n % 50}`,
      message_id: `msg_${n}`,
      role: 'user',
      text: `No. ${n}`,
      created_at: n,
    }),
  )
  const checked = await settled(await upload(lines.join('\n'), 'messages.ndjson'))
  const begun = await ask<Transfer>(`/${checked.id}/import`, post({}))
  await until(begun, ({ progress }) => progress.done > 0)
  const stopped = await ask<Transfer>(`/${begun.id}/stop`, post({}))
  expect(stopped.status).toBe('stopped')
  // As after the end of the process: another begins with what is stored.
  transfers = create(elsewhere.backend)
  const done = await settled(await ask<Transfer>(`/${begun.id}/import`, post({})))
  expect(done.imported?.counts.message.added).toBe(1_000)
  expect((await store.threads.summary('thread_7'))?.message_count).toBe(20)
})

it('a connection is read over the wire, to the end of its lists', async () => {
  const assistant = await elsewhere.assistant({ name: 'Theirs' })
  const thread = await elsewhere.thread({ messages: [{ role: 'user', content: 'How are you?' }] })
  for (let n = 0; n < 120; n += 1) await elsewhere.message(thread.id, { content: `No. ${n}` })
  const other = await elsewhere.thread()
  const theirs = `/../api/connections/embedded/threads/${thread.id}`
  await elsewhere.call('POST', theirs, { title: 'A greeting' })
  const label = { kind: 'thread', ids: [thread.id], add: ['kind'] }
  await elsewhere.call('POST', '/../api/connections/embedded/labels', label)
  const run = await elsewhere.call<{ id: string }>('POST', `/threads/${other.id}/runs`, { assistant_id: assistant.id })
  const rating = { value: 'down', note: '=1+1' } as const
  await elsewhere.call('PUT', `/../api/connections/embedded/runs/${run.id}/rating`, rating)
  const path = `/threads/${thread.id}/messages?limit=1`
  const whole = await settled(await ask<Transfer>('', post({ from: 'embedded', to: 'here' })))
  expect(whole.checked?.counts).toMatchObject({
    assistant: { added: 1 },
    thread: { added: 2 },
    message: { added: 121 },
  })
  const some = await settled(
    await ask<Transfer>('', post({ from: 'embedded', to: 'here', thread_ids: [thread.id, 'thread_none'] })),
  )
  await settled(await ask<Transfer>(`/${some.id}/import`, post({})))
  expect(await store.threads.get(thread.id)).toEqual(thread)
  expect(await store.threads.summary(thread.id)).toMatchObject({ title: 'A greeting', labels: ['kind'] })
  expect([...new Set(laid)], 'open pages are told').toEqual([
    `here assistant ${assistant.id}`,
    `here thread ${thread.id}`,
  ])
  expect(await store.threads.get(other.id)).toBeUndefined()
  const rest = await settled(await ask<Transfer>('', post({ from: 'embedded', to: 'here', thread_ids: [other.id] })))
  await settled(await ask<Transfer>(`/${rest.id}/import`, post({})))
  expect((await store.ratings.marks(other.id)).get(run.id)?.rating).toMatchObject(rating)
  expect(await store.assistants.get(assistant.id)).toEqual(assistant)
  const { data } = await elsewhere.call<{ data: readonly { id: string }[] }>('GET', path)
  expect((await store.messages.list(thread.id, { limit: 1, order: 'desc' })).data).toEqual(data)
  expect(some.checked?.items).toMatchObject([{ id: 'thread_none', reason: 'missing_in_source' }])
})

it('of a connection that lists no threads those are read that were seen of it', async () => {
  const thread = await elsewhere.thread({ messages: [{ role: 'user', content: 'Hello' }] })
  await elsewhere.thread()
  await transfers.close()
  transfers = create(async (request) =>
    /\/v1\/threads(?:\?|$)/.test(request.url)
      ? Response.json({ error: { message: 'Session keys only.' } }, { status: 401 })
      : elsewhere.backend(request),
  )
  const checked = await settled(await ask<Transfer>('', post({ from: 'embedded', to: 'here' })))
  expect(checked.checked?.counts).toMatchObject({ thread: { added: 2 }, message: { added: 1 } })
  await settled(await ask<Transfer>(`/${checked.id}/import`, post({})))
  expect(await store.threads.get(thread.id)).toEqual(thread)
})

it('an export goes out as a zip that comes in elsewhere', async () => {
  await importPath(store, await zipFileOf(oldExport()))
  const response = await transfers.backend(new Request(`${BASE}/export/here?threads=thread_old`))
  expect(response.headers.get('content-type')).toBe('application/zip')
  const path = join(await temporaryFolder(), 'out.zip')
  await writeFile(path, Buffer.from(await response.arrayBuffer()))
  const other = await openStore({ folder: await databaseFolder() })
  expect((await importPath(other, path)).counts.message.added).toBe(3)
  const left = await transfers.backend(new Request(`${BASE}/export/here`))
  await left.body?.cancel()
})
