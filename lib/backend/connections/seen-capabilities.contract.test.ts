// What a connection's runs show of its backend corrects what is known of it, and is kept.
import { expect, it, onTestFinished } from 'vitest'
import { createBlobs } from '@/lib/backend/blobs/blobs'
import { blobsIn } from '@/lib/backend/embedded/testing/embedded'
import { createEmbedded, EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { createTapes } from '@/lib/backend/embedded/testing/tapes'
import { createSealer } from '@/lib/backend/sealing'
import { openDatabase } from '@/lib/backend/store/open-database'
import { folderWithTables, removeFolder } from '@/lib/backend/store/testing/folder-with-tables'
import { threadOf } from '@/lib/backend/store/testing/objects'
import type { ConnectionSettings, ConnectionTest } from '@/lib/protocol/connection'
import { toFrame } from '@/lib/protocol/sse'
import { runOf } from '@/lib/run/testing/log'
import { createConnections } from './create-connections'

const NOW = 1_760_000_000_000
const far = { kind: 'openai', name: 'Far', url: 'https://far.test/v1', key: 'sk-of-far' }

interface Far {
  readonly isStreaming: boolean
  readonly usage: object | null
}

/** A server that answers each run at once. */
const serverOf = (far: () => Far) => async (request: Request) => {
  const { isStreaming, usage } = far()
  const { pathname } = new URL(request.url)
  await request.text()
  const run = { ...runOf({ id: `run_${String(isStreaming)}${String(usage !== null)}`, thread_id: 'thread_1' }), usage }
  const done = { ...run, status: 'completed', completed_at: run.created_at }
  if (request.method === 'POST' && pathname.endsWith('/runs')) {
    if (!isStreaming) return Response.json(done)
    const frames = [
      toFrame({ event: 'thread.run.created', data: JSON.stringify(run) }),
      toFrame({ event: 'thread.run.completed', data: JSON.stringify(done) }),
      toFrame({ event: 'done', data: '[DONE]' }),
    ]
    return new Response(frames.join(''), { headers: { 'content-type': 'text/event-stream' } })
  }
  if (pathname.endsWith('/thread_1')) return Response.json(threadOf('thread_1'))
  const data = pathname === '/v1/threads' ? [{ id: 'thread_1' }] : pathname.endsWith('/runs') ? [done] : []
  return Response.json({ object: 'list', data, has_more: false })
}

async function start(folder: string, far: () => Far) {
  const database = await openDatabase({ database: { folder }, clock: () => NOW })
  const store = await database.storeOf(EMBEDDED)
  const embedded = await createEmbedded({
    store,
    blobs: createBlobs(blobsIn(folder)),
    models: createTapes().models,
    model: { kind: 'scripted', host: null },
  })
  const fetch = (url: string, init?: RequestInit) => serverOf(far)(new Request(url, init))
  const { backend, close } = await createConnections({
    ...{ embedded, environment: [], database, fetch, fetchAsSent: fetch, maxBodyBytes: 1_048_576 },
    sealer: createSealer(() => new Uint8Array(32).fill(1)),
    clock: () => NOW,
    sleep: async () => undefined,
    report: (message, error) => expect.unreachable(`${message} ${String(error)}`),
  })
  return {
    async call<T>(method: string, to: string, body?: object): Promise<T> {
      const init = {
        method,
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }
      const response = await backend(new Request(`http://playground.test${to}`, init))
      const text = await response.text()
      expect(response.ok, text).toBe(true)
      return (text.startsWith('{') ? JSON.parse(text) : text) as T
    },
    async close() {
      await close()
      await embedded.close()
      await database.close()
    },
  }
}

it('learns from runs that pass whether they are streamed and their tokens counted, and keeps it', async () => {
  const folder = await folderWithTables()
  onTestFinished(() => removeFolder(folder))
  let now: Far = { isStreaming: true, usage: null }
  let ask = await start(folder, () => now)
  const settings = () => ask.call<ConnectionSettings>('GET', '/api/settings/connections/far')
  const run = (stream: boolean) =>
    ask.call('POST', '/c/far/v1/threads/thread_1/runs', { assistant_id: 'asst_1', stream })
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
  const seen = { by: 'seen', at_ms: NOW }

  await ask.call('POST', '/api/settings/connections', far)
  expect(await settings()).toMatchObject({ capabilities: { streaming: true, usage: true }, known: {} })
  await run(true)
  const without = { capabilities: { streaming: true, usage: false }, known: { streaming: seen, usage: seen } }
  await expect.poll(settings).toMatchObject(without)
  await ask.close()
  ask = await start(folder, () => now)
  expect(await settings(), 'over a restart, too').toMatchObject(without)

  now = { isStreaming: false, usage }
  await run(true)
  await expect.poll(settings).toMatchObject({ capabilities: { streaming: false, usage: true } })
  await ask.call('POST', '/api/settings/connections/far', { url: 'https://farther.test/v1', key: 'sk-other' })
  expect(await settings(), 'another backend begins anew').toMatchObject({
    capabilities: { streaming: true },
    known: {},
  })
  await ask.close()
})

it('finds out by a test, which only reads, whether tokens are counted where a thread can be found', async () => {
  const folder = await folderWithTables()
  onTestFinished(() => removeFolder(folder))
  const ask = await start(folder, () => ({ isStreaming: true, usage: null }))
  await ask.call('POST', '/api/settings/connections', far)
  const test = await ask.call<ConnectionTest>('POST', '/api/settings/connections/far/test')
  expect(test).toMatchObject({ passed: true, capabilities: { usage: false, files: true } })
  expect(test.probed?.toSorted()).toEqual(['all_threads', 'files', 'usage', 'vector_stores'])
  expect(test.steps.at(-1)).toMatchObject({ step: 'capabilities', detail: 'It lists 0 models.' })
  const { known, capabilities } = await ask.call<ConnectionSettings>('GET', '/api/settings/connections/far')
  expect(capabilities.usage).toBe(false)
  expect(known).toMatchObject({ usage: { by: 'test', at_ms: NOW }, files: { by: 'test', at_ms: NOW } })
  expect(known).not.toHaveProperty('streaming')
  await ask.close()
})
