// The model that makes embeddings, as pages choose and test it.
import { afterEach, expect, it } from 'vitest'
import { createEmbeddingSource } from '@/lib/backend/models/embedding-source'
import { createModelRegistry } from '@/lib/backend/models/registry'
import { createEmbeddings } from '@/lib/backend/models/remote/embeddings'
import { createSealer } from '@/lib/backend/sealing'
import { openDatabase } from '@/lib/backend/store/open-database'
import { folderWithTables, removeFolder } from '@/lib/backend/store/testing/folder-with-tables'
import type { EmbeddingChoice, EmbeddingTest, ModelEndpoint, ModelSettings } from '@/lib/protocol/model-settings'
import { createModelSettings } from './create-model-settings'

const KEY = 'sk-the-secret-of-the-endpoint'
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const sleep = async () => undefined

function endpoint() {
  const asked: { readonly url: string; readonly model: string; readonly authorization: string | null }[] = []
  const answer = { of: (): Response => Response.json({ data: [{ index: 0, embedding: [0.1, 0.2, 0.3] }] }) }
  const fetch = async (url: string, init?: RequestInit) => {
    const { model } = JSON.parse(String(init?.body)) as { readonly model: string }
    asked.push({ url, model, authorization: new Headers(init?.headers).get('authorization') })
    return answer.of()
  }
  return { asked, answer, fetch }
}

async function start(folder: string, fetch: ReturnType<typeof endpoint>['fetch']) {
  const database = await openDatabase({ database: { folder }, clock: Date.now })
  const models = createModelRegistry({ paceMs: 0, sleep, fetch })
  const own = { url: 'http://env.test/v1', model: 'of-the-environment', apiKey: '' }
  const environment = { ...own, embeddings: createEmbeddings({ ...own, fetch, sleep }) }
  const source = createEmbeddingSource(environment.embeddings)
  const settings = await createModelSettings({
    ...{ settings: database.settings, sealer: createSealer(() => new Uint8Array(32).fill(1)), upstream: undefined },
    ...{ models, fetch, sleep, clock: Date.now, embedding: { source, environment } },
    report: (message, error) => expect.unreachable(`${message} ${String(error)}`),
  })
  async function call<T>(method: string, to: string, body?: object) {
    const init = { method, ...(body && { body: JSON.stringify(body) }) }
    const headers = { 'content-type': 'application/json' }
    const response = await settings(new Request(`http://playground.test/api/settings/${to}`, { ...init, headers }))
    const text = await response.text()
    expect(text).not.toContain(KEY)
    return { status: response.status, body: JSON.parse(text) as T }
  }
  const close = async () => {
    await models.close()
    await database.close()
  }
  return { call, source, close }
}

it('is chosen of an endpoint, outlives a restart, goes with its endpoint, and leaves the place to the environment', async () => {
  const folder = await folderWithTables()
  closing.push(() => removeFolder(folder))
  const { asked, answer, fetch } = endpoint()
  const first = await start(folder, fetch)
  const settings = async ({ call }: typeof first) => (await call<ModelSettings>('GET', 'models')).body.embeddings
  const environment = { base_url: 'http://env.test/v1', model: 'of-the-environment', has_key: false }
  expect(await settings(first)).toEqual({ chosen: null, environment })
  expect(first.source.current?.model).toBe('of-the-environment')
  const body = { name: 'Ours', base_url: 'https://models.test/v1/', key: KEY }
  const { id } = (await first.call<ModelEndpoint>('POST', 'models', body)).body
  const chosen = { endpoint_id: id, model: 'many-tongues' }

  const test = async (of: object) => (await first.call<EmbeddingTest>('POST', 'embedding-model/test', of)).body
  expect(await test(chosen)).toMatchObject({ passed: true, dimensions: 3 })
  expect(asked.at(-1)).toEqual({
    ...{ url: 'https://models.test/v1/embeddings', model: 'many-tongues', authorization: `Bearer ${KEY}` },
  })
  expect(await test({ endpoint_id: null })).toMatchObject({ passed: true })
  expect(asked.at(-1)).toMatchObject({ url: 'http://env.test/v1/embeddings' })
  answer.of = () => Response.json({ error: { message: `Wrong key ${KEY}` } }, { status: 401 })
  expect(await test(chosen)).toMatchObject({
    passed: false,
    steps: [{ status: 'failed', reason: 'key_refused', words: 'Wrong key …' }],
  })
  answer.of = () => Response.json({ data: [] })
  expect(await test(chosen)).toMatchObject({ passed: false, steps: [{ reason: 'no_embeddings' }] })
  answer.of = () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) })
  }
  expect(await test(chosen)).toMatchObject({ passed: false, steps: [{ reason: 'refused' }] })

  expect((await first.call<EmbeddingChoice>('POST', 'embedding-model', chosen)).body).toEqual({ chosen, environment })
  expect(first.source.current?.model).toBe('many-tongues')
  const unknown = { endpoint_id: 'nowhere', model: 'x' }
  expect((await first.call('POST', 'embedding-model', unknown)).status).toBe(404)
  expect((await first.call('POST', 'embedding-model', { endpoint_id: id })).status).toBe(400)
  const before = first.source.current
  await first.call('POST', `models/${id}`, { models: [{ name: 'fast' }] })
  expect(first.source.current, 'what the embeddings are made with is the same').toBe(before)
  await first.close()

  const second = await start(folder, fetch)
  closing.push(second.close)
  expect(second.source.current?.model).toBe('many-tongues')
  await second.call('DELETE', `models/${id}`)
  expect(await settings(second)).toEqual({ chosen: null, environment })
  expect(second.source.current?.model).toBe('of-the-environment')
})
