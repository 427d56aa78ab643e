// How long requests and answers are kept of a connection, and how they are deleted.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createBlobs } from '@/lib/backend/blobs/blobs'
import { blobsIn } from '@/lib/backend/embedded/testing/embedded'
import { createEmbedded, EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { createGate, createTapes, stop, text } from '@/lib/backend/embedded/testing/tapes'
import { createSealer } from '@/lib/backend/sealing'
import { openDatabase } from '@/lib/backend/store/open-database'
import type { ConnectionRecordings } from '@/lib/protocol/connection'
import type { ExchangeList } from '@/lib/protocol/exchange'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { createConnections } from './create-connections'

const DAY_MS = 86_400_000

async function start(folder: string, { keepDays, atMs }: { keepDays?: number; atMs: number }) {
  const tapes = createTapes()
  const clock = () => atMs
  const database = await openDatabase({ database: { folder }, clock })
  const model = { kind: 'scripted', host: null } as const
  const embedded = await createEmbedded({
    ...{
      store: await database.storeOf(EMBEDDED),
      blobs: createBlobs(blobsIn(folder)),
      models: tapes.models,
      model,
      clock,
    },
  })
  const fetch = () => expect.unreachable()
  const { backend, deleteOld, close } = await createConnections({
    ...{ embedded, environment: [], database, keepDays, fetch, fetchAsSent: fetch, maxBodyBytes: 65_536, clock },
    sealer: createSealer(() => new Uint8Array(32)),
    sleep: async () => undefined,
    report: (message, error) => expect.unreachable(`${message} ${String(error)}`),
  })
  const send = (to: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') =>
    backend(
      new Request(`http://internal.test${to}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
    )
  const ask = async <T>(...asked: Parameters<typeof send>) => (await (await send(...asked)).json()) as T
  const recordings = (...more: [body?: unknown, method?: string]) =>
    ask<ConnectionRecordings & { removed?: number }>(`/api/settings/connections/${EMBEDDED}/recordings`, ...more)
  const requestsOf = async ({ id }: Run) =>
    (await ask<ExchangeList>(`/api/connections/${EMBEDDED}/runs/${id}/exchanges`)).data.length
  const end = async () => {
    await close()
    await embedded.close()
    await database.close()
  }
  return { tapes, send, ask, recordings, requestsOf, deleteOld, end }
}

async function begun(options: Parameters<typeof start>[1]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'playground-retention-'))
  let server = await start(folder, options)
  onTestFinished(async () => {
    await server.end()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    server: () => server,
    async restart(next: Parameters<typeof start>[1]) {
      await server.end()
      server = await start(folder, next)
    },
  }
}

/** A run that has ended and one that has not. */
async function twoRuns({ tapes, ask, requestsOf }: Awaited<ReturnType<typeof start>>) {
  const { id: assistant_id } = await ask<{ id: string }>('/v1/assistants', { model: 'tape' })
  const gate = createGate()
  tapes.put([text('Done.'), stop])
  const done = await ask<Run>('/v1/threads/runs', { assistant_id })
  await expect
    .poll(async () => (await ask<RunSummary>(`/api/connections/embedded/runs/${done.id}`)).run.status)
    .toBe('completed')
  tapes.put([gate, stop])
  const active = await ask<Run>('/v1/threads/runs', { assistant_id })
  await gate.reached
  // What passed a moment ago is recorded before it is read.
  expect([await requestsOf(done), await requestsOf(active)]).toEqual([1, 1])
  return { done, active }
}

it('is for ever unless somebody chooses; what is too old by a choice goes at once', async () => {
  const { server, restart } = await begun({ atMs: Date.now() })
  const { done, active } = await twoRuns(server())
  const first = await server().recordings()
  expect(first).toMatchObject({ keep_days: null, chosen_by: 'default', requests: { rows: 2 } })
  expect(first.requests.bytes).toBeGreaterThan(500)
  expect(first.events.rows).toBeGreaterThan(2)

  await restart({ atMs: Date.now() + 8 * DAY_MS })
  await server().deleteOld()
  expect(await server().requestsOf(done)).toBe(1)
  expect(await server().recordings({ keep_days: 30 })).toMatchObject({ keep_days: 30, requests: { rows: 2 } })
  const { events, ...left } = await server().recordings({ keep_days: 7 })
  expect(left).toMatchObject({ keep_days: 7, chosen_by: 'page' })
  expect([await server().requestsOf(done), await server().requestsOf(active)]).toEqual([0, expect.any(Number)])
  expect(events.rows, 'logs stay').toBeGreaterThanOrEqual(first.events.rows)
  expect((await server().ask<Run>(`/v1/threads/${done.thread_id}/runs/${done.id}`)).status).toBe('completed')
})

it('is the environment’s where nobody has chosen on a page, and is applied by itself', async () => {
  const { server, restart } = await begun({ atMs: Date.now(), keepDays: 1 })
  const { done } = await twoRuns(server())
  await server().deleteOld()
  expect(await server().recordings()).toMatchObject({ keep_days: 1, chosen_by: 'environment', requests: { rows: 2 } })
  await restart({ atMs: Date.now() + 2 * DAY_MS, keepDays: 1 })
  await server().deleteOld()
  expect(await server().requestsOf(done)).toBe(0)
  await server().recordings({ keep_days: null })
  await restart({ atMs: Date.now(), keepDays: 1 })
  expect(await server().recordings(), 'the choice of a page is kept').toMatchObject({
    keep_days: null,
    chosen_by: 'page',
  })
})

it('deletes all that is recorded when told to, but for active runs', async () => {
  const { server } = await begun({ atMs: Date.now() })
  const { done, active } = await twoRuns(server())
  expect(await server().recordings(undefined, 'DELETE')).toMatchObject({ removed: 1, requests: { rows: 1 } })
  expect([await server().requestsOf(done), await server().requestsOf(active)]).toEqual([0, 1])
})

it('refuses what is no number of days, and knows no other connections', async () => {
  const { server } = await begun({ atMs: Date.now() })
  const at = `/api/settings/connections/${EMBEDDED}/recordings`
  for (const keep_days of [0, -1, 1.5, '7', 1e9, undefined]) {
    const response = await server().send(at, { keep_days })
    expect([response.status, await response.json()]).toMatchObject([400, { error: { param: 'keep_days' } }])
  }
  const elsewhere = '/api/settings/connections/nobody/recordings'
  expect((await server().send(elsewhere)).status).toBe(404)
  expect((await server().send(elsewhere, undefined, 'DELETE')).status).toBe(404)
})
