// What is kept of tests of models, over the routes of their settings and a database.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createEmbeddingSource } from '@/lib/backend/models/embedding-source'
import { createModelRegistry } from '@/lib/backend/models/registry'
import { createSealer } from '@/lib/backend/sealing'
import { openDatabase } from '@/lib/backend/store/open-database'
import { folderWithTables, removeFolder } from '@/lib/backend/store/testing/folder-with-tables'
import type { List } from '@/lib/protocol/list'
import type { ModelEndpoint } from '@/lib/protocol/model-settings'
import { createModelSettings } from './create-model-settings'

const sleep = async () => {}
const upstream = {
  ...({ api: 'chat_completions', baseUrl: 'https://env.test/v1', apiKey: '' } as const),
  names: ['of-env=m'],
}

let folder: string
let nowMs: number
/** Models that answer. */
let answering: readonly string[]
let playground: Awaited<ReturnType<typeof start>>

beforeEach(async () => {
  folder = await folderWithTables()
  nowMs = 1_000
  answering = ['a']
  playground = await start()
})
afterEach(async () => {
  await playground.close()
  await removeFolder(folder)
})

async function answer(url: string, init?: RequestInit): Promise<Response> {
  if (url.endsWith('/models')) return Response.json({ data: [] })
  const { model } = JSON.parse(String(init?.body)) as { readonly model: string }
  if (!answering.includes(model)) return Response.json({ error: { message: 'No such model.' } }, { status: 404 })
  const choice = { index: 0, delta: { content: 'Hello' }, finish_reason: 'stop' }
  return new Response(`data: ${JSON.stringify({ choices: [choice] })}\n\ndata: [DONE]\n\n`, {
    headers: { 'content-type': 'text/event-stream' },
  })
}

async function start() {
  const database = await openDatabase({ database: { folder }, clock: Date.now })
  const models = createModelRegistry({ paceMs: 0, sleep, fetch: answer, upstream })
  const settings = await createModelSettings({
    ...{ settings: database.settings, sealer: createSealer(() => new Uint8Array(32).fill(1)), upstream },
    ...{ models, fetch: answer, sleep, clock: () => nowMs },
    embedding: { source: createEmbeddingSource(undefined), environment: undefined },
    report: (message, error) => expect.unreachable(`${message} ${String(error)}`),
  })
  return {
    async call<T>(method: string, to: string, body?: object) {
      const init = { method, ...(body && { body: JSON.stringify(body) }) }
      return (await (await settings(new Request(`http://playground.test/api/settings/models${to}`, init))).json()) as T
    },
    async close() {
      await models.close()
      await database.close()
    },
  }
}

const testsOf = async (id: string) => {
  const { data } = await playground.call<List<ModelEndpoint>>('GET', '')
  return data.find((each) => each.id === id)?.last_tests
}

it('tells of each model whether it answered the last test, and when, also after a restart', async () => {
  const models = [{ name: 'first', upstream_name: 'a' }, { name: 'b' }, { name: 'c' }]
  const body = { name: 'Ours', base_url: 'https://x.test/v1', models }
  const { id } = await playground.call<ModelEndpoint>('POST', '', body)
  expect(await testsOf(id)).toEqual([])

  await playground.call('POST', `/${id}/test`, {})
  nowMs = 2_000
  await playground.call('POST', `/${id}/test`, { model: 'b' })
  const told = [
    { upstream_name: 'a', passed: true, tested_ms: 1_000 },
    { upstream_name: 'b', passed: false, tested_ms: 2_000 },
  ]
  expect(await testsOf(id)).toEqual(told)

  // In another API than runs ask it.
  await playground.call('POST', `/${id}/test`, { model: 'a', api: 'responses' })
  await playground.close()
  playground = await start()
  expect(await testsOf(id)).toEqual(told)

  nowMs = 3_000
  answering = ['b']
  await playground.call('POST', `/${id}/test`, { model: 'b' })
  expect(await testsOf(id)).toContainEqual({ upstream_name: 'b', passed: true, tested_ms: 3_000 })

  // What answered elsewhere says nothing of here.
  await playground.call('POST', `/${id}`, { base_url: 'https://elsewhere.test/v1' })
  expect(await testsOf(id)).toEqual([])
})

it('tells it of the models of the environment, too', async () => {
  await playground.call('POST', '/environment/test', { model: 'm' })
  expect(await testsOf('environment')).toEqual([{ upstream_name: 'm', passed: false, tested_ms: 1_000 }])
})
