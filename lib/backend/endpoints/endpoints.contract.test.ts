// Model endpoints as pages add, test, change and remove them. The endpoint that they lead to is a server on loopback.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBlobs } from '@/lib/backend/blobs/blobs'
import { blobsIn } from '@/lib/backend/embedded/testing/embedded'
import { createEmbedded, EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { createEmbeddingSource } from '@/lib/backend/models/embedding-source'
import { createModelRegistry, type ModelUpstream } from '@/lib/backend/models/registry'
import { createSealer } from '@/lib/backend/sealing'
import { openDatabase } from '@/lib/backend/store/open-database'
import { folderWithTables, removeFolder } from '@/lib/backend/store/testing/folder-with-tables'
import type { Assistant } from '@/lib/protocol/assistant'
import type { ConnectionInfo } from '@/lib/protocol/connection'
import type { ErrorBody } from '@/lib/protocol/error'
import type { List } from '@/lib/protocol/list'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Message } from '@/lib/protocol/message'
import type { ModelEndpoint, ModelEndpointTest, ModelSettings } from '@/lib/protocol/model-settings'
import type { Run } from '@/lib/protocol/run'
import { createConnections } from '@/lib/backend/connections/create-connections'
import { createModelSettings } from './create-model-settings'
import { withModelSettings } from './settings-routes'

const KEY = 'sk-the-secret-of-the-endpoint'
const ours = { name: 'Ours', base_url: 'https://models.test/v1/', key: KEY, models: [{ name: 'fast' }] }

interface Asked {
  readonly url: string
  readonly authorization: string | null
  readonly body:
    | (Readonly<Partial<Record<'tools' | 'messages' | 'response_format', unknown>>> & { model?: string })
    | undefined
}

let folder: string
/** What was sent to endpoints. */
let asked: Asked[]
let answerOf: (asked: Asked) => Response
let playground: Awaited<ReturnType<typeof start>>

beforeEach(async () => {
  folder = await folderWithTables()
  asked = []
  answerOf = answer
  playground = await start()
})
afterEach(async () => {
  await playground.close()
  await removeFolder(folder)
})

function answer({ url, body }: Asked): Response {
  if (url.endsWith('/models')) return Response.json({ object: 'list', data: [{ id: 'fast' }, { id: 'llama3.1:8b' }] })
  if (url.endsWith('/responses')) return answerOfResponses(body?.model)
  return answerOfChat(body?.model, { content: `I am ${body?.model}` })
}

function answerOfChat(model: string | undefined, delta: object, finish_reason = 'stop') {
  const choice = { index: 0, delta, finish_reason }
  const frame = { id: 'c', object: 'chat.completion.chunk', created: 1, model, choices: [choice] }
  const text = `data: ${JSON.stringify(frame)}\n\ndata: [DONE]\n\n`
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } })
}

function answerOfResponses(model: string | undefined) {
  const output = [{ type: 'message', content: [{ type: 'output_text', text: `I am ${model}, in responses` }] }]
  const usage = { input_tokens: 1000, output_tokens: 1000, input_tokens_details: { cached_tokens: 900 } }
  const completed = { type: 'response.completed', response: { object: 'response', status: 'completed', output, usage } }
  const text = `event: response.completed\ndata: ${JSON.stringify(completed)}\n\n`
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } })
}

async function start({ secret = 1, upstream = undefined as ModelUpstream | undefined } = {}) {
  const fetch = async (url: string, init?: RequestInit) => {
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Asked['body']) : undefined
    const request = { url, authorization: new Headers(init?.headers).get('authorization'), body }
    asked.push(request)
    return answerOf(request)
  }
  const sleep = async () => undefined
  const report = (message: string, error: unknown) => expect.unreachable(`${message} ${String(error)}`)
  const sealer = createSealer(() => new Uint8Array(32).fill(secret))
  const models = createModelRegistry({ paceMs: 0, sleep, fetch, ...(upstream && { upstream }) })
  const database = await openDatabase({ database: { folder }, clock: Date.now })
  const embeddings = createEmbeddingSource()
  const settings = await createModelSettings({
    ...{ settings: database.settings, sealer, upstream, models, fetch, sleep, report, clock: Date.now },
    embedding: { source: embeddings, environment: undefined },
  })
  const embedded = await createEmbedded({
    store: await database.storeOf(EMBEDDED),
    blobs: createBlobs(blobsIn(folder)),
    ...{ models, embeddings },
    get model() {
      return models.answeredBy
    },
  })
  const connections = await createConnections({
    ...{ embedded, environment: [], database, sealer, fetch, fetchAsSent: fetch, sleep, report },
    ...{ maxBodyBytes: 1_048_576, clock: Date.now, instance: 'this-process' },
  })
  const backend = withModelSettings(settings, connections.backend)
  const send = async (method: string, to: string, body?: object) => {
    const init = {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }
    const response = await backend(new Request(`http://playground.test${to}`, init))
    const text = await response.text()
    expect(text).not.toContain(KEY)
    return { status: response.status, text }
  }
  return {
    send,
    async call<T>(method: string, to: string, body?: object): Promise<T> {
      const { status, text } = await send(method, to, body)
      if (status >= 400) throw new Error(`${method} ${to} was refused: ${text}`)
      return JSON.parse(text) as T
    },
    async refusal(method: string, to: string, body?: object) {
      const { status, text } = await send(method, to, body)
      expect(status, text).toBeGreaterThanOrEqual(400)
      return { status, ...(JSON.parse(text) as { readonly error: ErrorBody }).error }
    },
    async close() {
      await connections.close()
      await embedded.close()
      await database.close()
      await models.close()
    },
  }
}

const settings = '/api/settings/models'
const add = (body: object = ours) => playground.call<ModelEndpoint>('POST', settings, body)
const change = (id: string, body: object) => playground.call<ModelEndpoint>('POST', `${settings}/${id}`, body)
const list = () => playground.call<ModelSettings>('GET', settings)
const info = async () => (await playground.call<List<ConnectionInfo>>('GET', '/api/connections')).data[0]
const offered = async () => {
  const { data } = await playground.call<List<{ readonly id: string }>>('GET', '/v1/models')
  return data.map(({ id }) => id).filter((id) => id !== 'scripted' && !id.startsWith('scenario/'))
}
const restart = async (options?: Parameters<typeof start>[0]) => {
  await playground.close()
  playground = await start(options)
}

/** What a run on this model says, or fails with. Its stream ends with it. */
async function run(model: string) {
  const { id: assistant_id } = await playground.call<Assistant>('POST', '/v1/assistants', { model })
  const thread = { messages: [{ role: 'user', content: 'Who are you?' }] }
  const { text } = await playground.send('POST', '/v1/threads/runs', { assistant_id, thread, stream: true })
  const dataOf = (event: string) => new RegExp(`^event: ${event}\ndata: (.*)$`, 'm').exec(text)?.[1]
  const failed = dataOf('thread.run.failed')
  if (failed !== undefined) return (JSON.parse(failed) as Run).last_error?.message
  const [part] = (JSON.parse(dataOf('thread.message.completed') ?? '{}') as Message).content
  return part?.type === 'text' ? part.text.value : undefined
}

describe('a model endpoint', () => {
  it('is added and answers runs without a restart, and after one', async () => {
    expect(await info()).toMatchObject({ model: { kind: 'scripted' }, unlisted_models: 'answered' })
    const added = await add()
    expect(added).toMatchObject({ name: 'Ours', origin: 'page', base_url: 'https://models.test/v1', has_key: true })
    expect(await run('fast')).toBe('I am fast')
    expect(asked.at(-1)).toMatchObject({
      url: 'https://models.test/v1/chat/completions',
      authorization: `Bearer ${KEY}`,
    })
    expect(await info()).toMatchObject({
      model: { kind: 'openai-compatible', host: 'models.test' },
      default_model: 'fast',
      unlisted_models: 'refused',
    })
    await restart()
    expect(await offered()).toEqual(['fast'])
    expect(await run('fast')).toBe('I am fast')
    expect(asked.at(-1)).toMatchObject({ authorization: `Bearer ${KEY}` })
  })

  it('is asked in the API that was chosen, also after a restart', async () => {
    const { id } = await add({ ...ours, api: 'responses', base_url: 'https://models.test/v1/responses' })
    expect(await run('fast')).toBe('I am fast, in responses')
    expect(asked.at(-1)).toMatchObject({ url: 'https://models.test/v1/responses', authorization: `Bearer ${KEY}` })
    await restart()
    expect((await list()).data).toMatchObject([{ api: 'responses', base_url: 'https://models.test/v1' }])
    expect(await run('fast')).toBe('I am fast, in responses')
    expect(await change(id, { code_interpreter: 'theirs' })).toMatchObject({ code_interpreter: 'theirs' })
    await restart()
    expect((await list()).data).toMatchObject([{ code_interpreter: 'theirs' }])
    expect(await playground.refusal('POST', `${settings}/${id}`, { code_interpreter: 'mine' })).toMatchObject({
      param: 'code_interpreter',
    })
    expect(await change(id, { api: 'chat_completions' })).toMatchObject({ has_key: true, code_interpreter: 'ours' })
    expect(await run('fast')).toBe('I am fast')
    expect(await playground.refusal('POST', `${settings}/${id}`, { api: 'completions' })).toMatchObject({
      param: 'api',
    })
  })

  it('answers to other names, and what it does not offer is refused before anything is sent', async () => {
    await add({ ...ours, models: [{ name: 'gpt-4o', upstream_name: 'llama3.1:8b' }] })
    expect(await run('gpt-4o')).toBe('I am llama3.1:8b')
    const sent = asked.length
    expect(await run('gpt-5')).toContain('No model endpoint offers the model gpt-5')
    expect(await run('scripted')).toContain('stand-in')
    expect(asked).toHaveLength(sent)
  })

  it('has its first model as the default until another one is chosen', async () => {
    await add({ ...ours, models: [{ name: 'fast' }, { name: 'clever' }] })
    expect((await list()).default_model).toEqual({ model: 'fast', is_chosen: false })
    await playground.call('POST', '/api/settings/default-model', { model: 'clever' })
    await restart()
    expect((await list()).default_model).toEqual({ model: 'clever', is_chosen: true })
    expect(await info()).toMatchObject({ default_model: 'clever' })
    expect(await playground.refusal('POST', '/api/settings/default-model', { model: 'none' })).toMatchObject({
      status: 400,
      param: 'model',
    })
    await playground.call('POST', '/api/settings/default-model', { model: null })
    expect(await info()).toMatchObject({ default_model: 'fast' })
  })

  it('is changed, keeps its key, and needs it again for another server', async () => {
    const { id } = await add()
    expect(await change(id, { name: '我们的', models: [{ name: 'quick', upstream_name: 'fast' }] })).toMatchObject({
      ...{ id, name: '我们的', has_key: true, base_url: 'https://models.test/v1' },
    })
    expect(await run('quick')).toBe('I am fast')
    expect(asked.at(-1)).toMatchObject({ authorization: `Bearer ${KEY}` })
    const elsewhere = { base_url: 'https://thief.test/v1' }
    expect(await playground.refusal('POST', `${settings}/${id}`, elsewhere)).toMatchObject({
      status: 400,
      param: 'key',
    })
    await change(id, { ...elsewhere, key: 'other-key' })
    await run('quick')
    expect(asked.at(-1)).toMatchObject({
      url: 'https://thief.test/v1/chat/completions',
      authorization: 'Bearer other-key',
    })
  })

  it('keeps the prices of its models, and runs have their cost', async () => {
    const price = { currency: 'USD', input: '0.15', output: '0.6', cached_input: '0.075' }
    const { id, models } = await add({
      ...ours,
      models: [
        { name: 'fast', price: { ...price, currency: 'usd' } },
        { name: 'slow', price: null },
      ],
    })
    expect(models).toEqual([
      { name: 'fast', upstream_name: 'fast', price },
      { name: 'slow', upstream_name: 'slow' },
    ])
    await restart()
    expect((await list()).data).toMatchObject([{ models }])
    answerOf = (request) => answerOfResponses(request.body?.model)
    await change(id, { api: 'responses' })
    await run('fast')
    const runs = await playground.call<List<RunSummary>>('GET', '/api/connections/embedded/runs')
    const cost = { amounts: [{ currency: 'USD', amount: '0.0006825' }], is_complete: true }
    expect(runs.data[0]?.cost).toEqual(cost)
    await change(id, { models: [{ name: 'fast' }] })
    expect((await list()).data).toMatchObject([{ models: [{ name: 'fast', upstream_name: 'fast' }] }])
    expect((await list()).data[0]?.models[0]).not.toHaveProperty('price')
  })

  it('is deleted with its key, and its models are offered no more', async () => {
    const { id } = await add()
    await playground.call('DELETE', `${settings}/${id}`)
    expect((await list()).data).toEqual([])
    expect(await offered()).toEqual([])
    expect(await info()).toMatchObject({ default_model: 'scripted', model: { kind: 'scripted' } })
    expect(await playground.refusal('GET', `${settings}/${id}`)).toMatchObject({ status: 404 })
  })

  it('lies in the database with its key encrypted, and asks for it when the encryption key is another one', async () => {
    const { id } = await add({ ...ours, headers: { 'x-tenant': 'tenant-secret' } })
    await playground.close()
    const bytes = await readFile(path.join(folder, 'playground.db'))
    expect(bytes.includes('models.test')).toBe(true)
    for (const secret of [KEY, 'tenant-secret']) expect(bytes.includes(secret)).toBe(false)
    playground = await start({ secret: 2 })
    expect((await list()).data).toMatchObject([{ is_locked: true, has_key: false }])
    expect(await run('fast')).toContain('Enter it again')
    expect(await playground.refusal('POST', `${settings}/${id}`, { name: 'x' })).toMatchObject({ param: 'key' })
    await change(id, { key: KEY })
    expect(await run('fast')).toBe('I am fast')
  })

  it('of the environment comes first, is read-only, and takes the names that none offers', async () => {
    await restart({
      upstream: {
        ...{ api: 'chat_completions', baseUrl: 'https://theirs.test/v1', apiKey: KEY, names: ['big', '*=any'] },
        prices: new Map([['big', { currency: 'USD', input: '1', output: '2' }]]),
      },
    })
    await add()
    const { data } = await list()
    expect(data).toMatchObject([
      {
        ...{ id: 'environment', origin: 'environment', name: 'theirs.test', has_key: true, any_other: 'any' },
        models: [{ name: 'big', price: { input: '1', output: '2' } }],
      },
      { name: 'Ours', any_other: null },
    ])
    expect(await offered()).toEqual(['big', 'fast'])
    expect(await run('fast')).toBe('I am fast')
    expect(await run('gpt-4o')).toBe('I am any')
    for (const method of ['POST', 'DELETE']) {
      expect(await playground.refusal(method, `${settings}/environment`, {})).toMatchObject({ code: 'read_only' })
    }
    expect(await playground.refusal('POST', settings, { ...ours, models: [{ name: 'big' }] })).toMatchObject({
      ...{ param: 'models.0.name', code: 'name_taken' },
    })
  })

  it.each([
    [{ base_url: 'ftp://x.test' }, 'base_url'],
    [{ base_url: 'http://169.254.169.254/latest' }, 'base_url'],
    [{ key: 'two words' }, 'key'],
    [{ headers: { host: 'x' } }, 'headers.host'],
    [{ name: '' }, 'name'],
    [{ models: [{ name: 'scripted' }] }, 'models.0.name'],
    [{ models: [{ name: 'a' }, { name: 'a' }] }, 'models.1.name'],
    [{ models: [{ name: 'a', price: { currency: 'USD', input: '1', output: '' } }] }, 'models[0].price.output'],
    [{ models: [{ name: 'a', price: { currency: '', input: '1', output: '1' } }] }, 'models[0].price.currency'],
    [{ models: [{ name: 'a', price: { currency: '€€', input: '1', output: '1' } }] }, 'models[0].price.currency'],
    [{ models: [{ name: 'a', price: { currency: 'USD', input: '-1', output: '1' } }] }, 'models[0].price.input'],
    [{ models: [{ name: 'a', price: { currency: 'USD', input: '1', output: 1 } }] }, 'models[0].price.output'],
  ])('is refused with %j', async (wrong, param) => {
    expect(await playground.refusal('POST', settings, { ...ours, ...wrong })).toMatchObject({ status: 400, param })
    expect((await list()).data).toEqual([])
  })
})

describe('a test of an endpoint', () => {
  const test = (body: object) => playground.call<ModelEndpointTest>('POST', '/api/settings/model-tests', body)
  const failedStep = ({ steps }: ModelEndpointTest) => steps.find(({ status }) => status === 'failed')

  it('lists its models, and says what a model can, keeping nothing', async () => {
    expect(await test(ours)).toMatchObject({ passed: true, models: ['fast', 'llama3.1:8b'], tested: null })
    const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'get_time', arguments: '{}' } }
    answerOf = (request) => {
      const { body } = request
      if (JSON.stringify(body ?? '').includes('image_url'))
        return Response.json({ error: { message: 'no images' } }, { status: 400 })
      if (body?.tools) return answerOfChat(body.model, { tool_calls: [call] }, 'tool_calls')
      return body?.response_format ? answerOfChat(body.model, { content: '{"ok":true}' }) : answer(request)
    }
    expect(await test({ ...ours, model: 'fast' })).toMatchObject({
      ...{ passed: true, tested: 'fast' },
      abilities: { streaming: true, tools: true, json_schema: true, images: false },
    })
    expect((await list()).data).toEqual([])
    const { id } = await add()
    expect(await playground.call('POST', `${settings}/${id}/test`)).toMatchObject({ passed: true, tested: 'fast' })
  })

  it('says what a model can in the other API, and where there is none', async () => {
    const { id } = await add()
    const of = (body: object) => playground.call<ModelEndpointTest>('POST', `${settings}/${id}/test`, body)
    expect(await of({ api: 'responses' })).toMatchObject({
      ...{ passed: true, tested: 'fast' },
      abilities: { streaming: true, tools: false, json_schema: false, images: true },
    })
    expect(asked.filter(({ url }) => url.endsWith('/responses'))).toHaveLength(4)
    answerOf = (request) =>
      request.url.endsWith('/models') ? answer(request) : Response.json({ error: 'no such route' }, { status: 404 })
    expect(failedStep(await of({ api: 'responses' }))?.detail).toContain('choose Chat Completions')
    expect(failedStep(await of({ api: 'responses' }))).toMatchObject({ reason: 'no_responses' })
    expect(failedStep(await of({}))?.detail).not.toContain('choose')
  })

  it.each([
    ['a key that is refused', 401, 'auth', 'key_or_list'],
    ['an address without a list', 404, 'models', 'no_models'],
  ])('fails at %s', async (_what, status, step, reason) => {
    answerOf = () => Response.json({ error: { message: `no ${KEY}` } }, { status })
    expect(failedStep(await test(ours))).toMatchObject({ step, reason, values: { status }, words: 'no …' })
  })

  it('passes without a list when the model answers', async () => {
    answerOf = (request) => (request.url.endsWith('/models') ? new Response('', { status: 401 }) : answer(request))
    expect(await test({ ...ours, model: 'fast' })).toMatchObject({ passed: true, models: null, tested: 'fast' })
  })

  it('tells a model that the endpoint does not know', async () => {
    const unknownModel = { error: { message: 'model not found' } }
    answerOf = (request) =>
      request.url.endsWith('/models') ? answer(request) : Response.json(unknownModel, { status: 404 })
    const result = await test({ ...ours, model: 'none' })
    const words = expect.stringContaining('not found') as string
    expect([result.models, failedStep(result)]).toMatchObject([['fast', 'llama3.1:8b'], { reason: 'no_answer', words }])
  })
})
