// Imports over two instances of one PostgreSQL: they go on where the instance that was at them ends.
import { readdir } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Transfer } from '@/lib/protocol/transfer'
import { createDatabaseBlobs } from '@/lib/backend/blobs/database-blobs'
import { createGate } from '@/lib/backend/embedded/testing/tapes'
import { startSharedDatabase } from '@/lib/backend/jobs/testing/shared-database'
import type { Store } from '@/lib/backend/store/store'
import { temporaryFolder } from '@/lib/backend/store/testing/databases'
import { createTransfers } from './create-transfers'

const CONNECTION = 'embedded'
let count = 0

async function startInstances() {
  const { openInstance, ...shared } = await startSharedDatabase()

  async function open({ isSilent = false, inFront = (store: Store) => store } = {}) {
    const { database, jobs, endingWith } = await openInstance({ isSilent })
    const store = await database.storeOf(CONNECTION)
    const folder = await temporaryFolder()
    const bytes = createDatabaseBlobs(database.fileBytesOf(CONNECTION), folder)
    const transfers = createTransfers({
      ...{ folder, jobs, report: shared.report, clock: database.clock },
      targets: [CONNECTION],
      storeOf: async () => inFront(store),
      roomOf: () => ({ bytes, maxFileBytes: 1_000_000 }),
      connections: () => Promise.reject(new Error('Nothing is moved from connections in this test.')),
      onLaid: () => undefined,
      sleep: (ms, signal) => wait(Math.min(ms, 50), undefined, { signal }),
      newId: () => `transfer_${++count}`,
    })
    const close = endingWith(transfers.close)
    const send = (path: string, init?: RequestInit) =>
      transfers.backend(new Request(`http://test/api/transfers${path}`, init))
    const ask = async (path: string, init?: RequestInit) => (await (await send(path, init)).json()) as Transfer
    return {
      ...{ store, jobs, folder, bytes, send, close },
      post: (path: string) =>
        ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
      upload(text: string) {
        const body = new FormData()
        body.append('file', new File([text], 'old.ndjson'))
        return ask('', { method: 'POST', body })
      },
      when: async (id: string, status: Transfer['status']) => {
        await expect.poll(async () => (await ask(`/${id}`)).status, { timeout: 30_000 }).toBe(status)
        return ask(`/${id}`)
      },
    }
  }
  return { open, ...shared }
}

/** In two pieces. */
const MESSAGES = 150

const linesOf = (prefix: string) =>
  Array.from({ length: MESSAGES }, (_, n) => {
    const ids = { thread_id: `thread_${prefix}${n % 3}`, message_id: `msg_${prefix}${n}` }
    return JSON.stringify({ ...ids, role: 'user', text: `${n}`, created_at: n })
  }).join('\n')

const lines = linesOf('')

/** Behind the first piece it waits for the gate: what was laid down before is durable. */
function heldBack(gate: ReturnType<typeof createGate>, thread = 'thread_0') {
  let isHeld = false
  return (store: Store): Store => ({
    ...store,
    async transaction(work) {
      const laid = isHeld ? 0 : (await store.messages.list(thread, { limit: 100, order: 'asc' })).data.length
      if (laid > 0 && !isHeld) {
        isHeld = true
        await gate.pass(new AbortController().signal)
      }
      return store.transaction(work)
    },
  })
}

it('goes on where its instance falls silent, without doubling, and is told, stopped and removed anywhere', async () => {
  const { open, reports, letHeartbeatsRunOut } = await startInstances()
  const gate = createGate()
  const a = await open({ isSilent: true, inFront: heldBack(gate) })
  const { id } = await a.upload(lines)
  expect((await a.when(id, 'checked')).checked?.counts.message.added).toBe(MESSAGES)
  expect(await readdir(a.folder), 'uploads lie in the database').toEqual([])
  await a.post(`/${id}/import`)
  await gate.reached

  const b = await open()
  expect((await b.when(id, 'importing')).source).toEqual({ kind: 'ndjson', name: 'old.ndjson' })
  expect((await b.send(`/${id}/import`, { method: 'POST' })).status).toBe(400)
  // It is not to take back what is taken from it.
  a.jobs.drain()
  await letHeartbeatsRunOut()
  const done = await b.when(id, 'done')
  expect(done.imported?.counts).toMatchObject({ message: { added: MESSAGES }, thread: { added: 3 } })
  expect(await b.bytes.size(id), 'nobody reads it again').toBeUndefined()
  gate.release()
  await a.close()
  expect((await b.when(id, 'done')).imported).toEqual(done.imported)
  expect(await b.store.messages.history('thread_0')).toHaveLength(MESSAGES / 3)

  const again = await b.upload(lines)
  await b.when(again.id, 'checked')
  const c = await open()
  expect((await c.send(`/${again.id}`, { method: 'DELETE' })).status).toBe(200)
  expect((await b.send(`/${again.id}`)).status).toBe(404)
  expect(await c.bytes.size(again.id)).toBeUndefined()
  expect(reports).toEqual([])
})

it('is stopped from any instance, and handed over by one that ends in order', async () => {
  const { open, reports } = await startInstances()
  const gate = createGate()
  const a = await open({ inFront: heldBack(gate) })
  const { id } = await a.upload(lines)
  await a.when(id, 'checked')
  await a.post(`/${id}/import`)
  await gate.reached
  const b = await open()
  const stopping = b.post(`/${id}/stop`)
  await expect.poll(() => b.store.records.get('transfer.stop', id)).toEqual({ wanted: true })
  gate.release()
  expect((await stopping).status).toBe('stopped')
  await b.post(`/${id}/import`)
  const done = await b.when(id, 'done')
  expect(done.imported?.counts.message.added).toBe(MESSAGES)
  expect(await b.store.messages.history('thread_0')).toHaveLength(MESSAGES / 3)

  const held = createGate()
  const c = await open({ inFront: heldBack(held, 'thread_of_0') })
  await b.close()
  await a.close()
  const other = linesOf('of_')
  const second = await c.upload(other)
  await c.when(second.id, 'checked')
  await c.post(`/${second.id}/import`)
  await held.reached
  const d = await open()
  const closing = c.close()
  held.release()
  await closing
  expect((await d.when(second.id, 'done')).imported?.counts.message.added).toBe(MESSAGES)
  expect(await d.store.messages.history('thread_of_0')).toHaveLength(MESSAGES / 3)
  expect(reports).toEqual([])
})
