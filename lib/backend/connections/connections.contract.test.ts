// Connections as pages add, test, change and remove them. The account that they lead to is a face over a backend of
// this process.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Backend } from '@/lib/backend/backend'
import { startFace, type TestFace } from '@/lib/backend/appbuilder/testing/face'
import { createEmbedded, EMBEDDED } from '@/lib/backend/embedded/create-embedded'
import { createTapes } from '@/lib/backend/embedded/testing/tapes'
import { RefusedAddress } from '@/lib/backend/refused-address'
import { createSealer } from '@/lib/backend/sealing'
import { openDatabase } from '@/lib/backend/store/open-database'
import { folderWithTables, removeFolder } from '@/lib/backend/store/testing/folder-with-tables'
import type { ConnectionInfo, ConnectionSettings, ConnectionTest } from '@/lib/protocol/connection'
import type { ErrorBody } from '@/lib/protocol/error'
import type { List } from '@/lib/protocol/list'
import type { ThreadIndex, ThreadSummary } from '@/lib/protocol/playground'
import type { Thread } from '@/lib/protocol/thread'
import { createConnections } from './create-connections'
import type { Definition } from './definition'

const KEY = 'sk-the-secret-of-the-account'
const account = { kind: 'appbuilder', name: 'Our account', url: 'https://gateway.test/', key: KEY }

let folder: string
let face: TestFace
/** What was sent to the account. */
let asked: { readonly url: string; readonly authorization: string | null }[]
let answerOf: (request: Request) => Promise<Response>
let ask: Awaited<ReturnType<typeof start>>

beforeEach(async () => {
  folder = await folderWithTables()
  face = await startFace()
  asked = []
  answerOf = (request) => face.face(request)
  ask = await start()
})
afterEach(async () => {
  await ask.close()
  await face.close()
  await removeFolder(folder)
})

async function start({ secret = 1, environment = [] as readonly Definition[] } = {}) {
  const database = await openDatabase({ database: { folder }, clock: Date.now })
  const embedded = await createEmbedded({
    store: await database.storeOf(EMBEDDED),
    models: createTapes().models,
    model: { kind: 'scripted', host: null },
  })
  const fetch = (url: string, init?: RequestInit) => {
    const request = new Request(url, init)
    asked.push({ url, authorization: request.headers.get('x-appbuilder-authorization') })
    return answerOf(request)
  }
  const { backend, close } = await createConnections({
    embedded,
    environment,
    database,
    sealer: createSealer(() => new Uint8Array(32).fill(secret)),
    fetch,
    fetchAsSent: fetch,
    maxBodyBytes: 1_048_576,
    clock: Date.now,
    sleep: async () => undefined,
    // These servers are made up, and have no lists of threads.
    report: (message, error) =>
      message.startsWith('The list of a backend’s threads') || expect.unreachable(`${message} ${String(error)}`),
  })
  return {
    ...askingOf(backend),
    async close() {
      await close()
      await embedded.close()
      await database.close()
    },
  }
}

function askingOf(backend: Backend) {
  const send = (method: string, to: string, body?: object) =>
    backend(
      new Request(`http://playground.test${to}`, {
        method,
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
    )
  return {
    async call<T>(method: string, to: string, body?: object): Promise<T> {
      const response = await send(method, to, body)
      const text = await response.text()
      expect(text).not.toContain(KEY)
      if (!response.ok) throw new Error(`${method} ${to} was refused: ${text}`)
      return JSON.parse(text) as T
    },
    async refusal(method: string, to: string, body?: object) {
      const response = await send(method, to, body)
      const text = await response.text()
      expect(response.ok, text).toBe(false)
      expect(text).not.toContain(KEY)
      const { error } = JSON.parse(text) as { readonly error: ErrorBody }
      return { status: response.status, ...error }
    },
  }
}

const settings = '/api/settings/connections'
const add = (body: object = account) => ask.call<ConnectionSettings>('POST', settings, body)
const list = async () => (await ask.call<List<ConnectionInfo>>('GET', '/api/connections')).data

describe('a connection', () => {
  it('is added, carries requests with its key, and is there after a restart', async () => {
    const added = await add()
    expect(added).toMatchObject({ id: 'our-account', kind: 'appbuilder', origin: 'page', has_key: true })
    expect(added).toMatchObject({ url: 'https://gateway.test', is_default: false, recorded: { threads: 0, runs: 0 } })
    const { id } = await ask.call<Thread>('POST', '/c/our-account/v1/threads', {})
    expect(asked.at(-1)).toMatchObject({ authorization: `Bearer ${KEY}` })
    await ask.close()
    ask = await start()
    expect(await list()).toMatchObject([{ id: 'embedded' }, { id: 'our-account', name: 'Our account' }])
    const { data } = await ask.call<List<ThreadSummary>>('GET', '/api/connections/our-account/threads')
    expect(data).toMatchObject([{ id }])
    await ask.call('GET', `/api/c/our-account/v1/threads/${id}`)
    expect(asked.at(-1)).toMatchObject({ authorization: `Bearer ${KEY}` })
  })

  it('lies in the database with its key encrypted', async () => {
    await add({ ...account, headers: { 'x-tenant': 'tenant-secret' } })
    await ask.close()
    const bytes = await readFile(path.join(folder, 'playground.db'))
    ask = await start()
    expect(bytes.includes('gateway.test')).toBe(true)
    for (const secret of [KEY, 'tenant-secret']) expect(bytes.includes(secret)).toBe(false)
  })

  it('says which key is missing when the encryption key is another one, and works when it is entered again', async () => {
    await add()
    await ask.close()
    ask = await start({ secret: 2 })
    expect(await ask.refusal('GET', '/c/our-account/v1/assistants')).toMatchObject({
      status: 503,
      code: 'connection_locked',
    })
    const renamed = await ask.refusal('POST', `${settings}/our-account`, { name: 'Other' })
    expect(renamed).toMatchObject({ status: 400, param: 'key' })
    await ask.call('POST', `${settings}/our-account`, { key: KEY })
    await ask.call('GET', '/c/our-account/v1/assistants')
  })

  it('is renamed, keeps its key, and needs it again for another server', async () => {
    await add()
    expect(await ask.call('POST', `${settings}/our-account`, { name: '百度' })).toMatchObject({
      id: 'our-account',
      name: '百度',
      has_key: true,
    })
    await ask.call('GET', '/c/our-account/v1/assistants')
    expect(asked.at(-1)).toMatchObject({ authorization: `Bearer ${KEY}` })
    const elsewhere = { url: 'https://thief.test' }
    expect(await ask.refusal('POST', `${settings}/our-account`, elsewhere)).toMatchObject({ status: 400, param: 'key' })
    await ask.call('POST', `${settings}/our-account`, { ...elsewhere, key: 'other-key' })
    await ask.call('GET', '/c/our-account/v1/assistants')
    expect(asked.at(-1)?.url).toContain('thief.test')
    expect(asked.at(-1)).toMatchObject({ authorization: 'Bearer other-key' })
  })

  it('becomes the one that /v1 means, and stays it', async () => {
    await add()
    await ask.call('POST', `${settings}/our-account`, { is_default: true })
    const { id } = await ask.call<Thread>('POST', '/v1/threads', {})
    await ask.close()
    ask = await start()
    expect((await list()).find(({ is_default }) => is_default)).toMatchObject({ id: 'our-account' })
    await ask.call('GET', `/c/our-account/v1/threads/${id}`)
    expect(await ask.refusal('GET', `/c/embedded/v1/threads/${id}`)).toMatchObject({ status: 404 })
    await ask.call('POST', `${settings}/embedded`, { is_default: true })
    expect(await ask.refusal('GET', `/v1/threads/${id}`)).toMatchObject({ status: 404 })
  })

  it('is forgotten with what was recorded of it, and nothing is deleted there', async () => {
    await add()
    await ask.call('POST', '/c/our-account/v1/threads', {})
    await ask.call('POST', `${settings}/our-account`, { is_default: true })
    expect(await ask.call('GET', `${settings}/our-account`)).toMatchObject({ recorded: { threads: 1 } })
    const sent = asked.length
    await ask.call('DELETE', `${settings}/our-account`)
    expect(asked).toHaveLength(sent)
    expect(await ask.refusal('GET', '/c/our-account/v1/threads')).toMatchObject({ status: 404 })
    await ask.call('GET', '/v1/assistants')
    expect(await add()).toMatchObject({ id: 'our-account', recorded: { threads: 0 } })
  })

  it('of the environment is read-only, and the built-in one, too', async () => {
    await ask.close()
    const one = { ...{ apiVersion: null, organization: null, project: null, headers: {} }, name: 'Theirs' }
    const fromEnvironment = { ...one, id: 'theirs', kind: 'appbuilder', url: account.url, key: KEY } as const
    ask = await start({ environment: [{ ...fromEnvironment, origin: 'environment' }] })
    for (const id of ['theirs', 'embedded']) {
      expect(await ask.refusal('POST', `${settings}/${id}`, { name: 'x' })).toMatchObject({ status: 409 })
      expect(await ask.refusal('DELETE', `${settings}/${id}`)).toMatchObject({ status: 409, code: 'read_only' })
    }
    expect(await ask.call('POST', `${settings}/theirs`, { is_default: true })).toMatchObject({ is_default: true })
  })

  it.each([
    [{ url: 'ftp://x.test' }, 'url'],
    [{ url: 'https://user:pass@x.test' }, 'url'],
    [{ url: 'http://169.254.169.254/latest' }, 'url'],
    [{ url: 'https://x.test?key=1' }, 'url'],
    [{ kind: 'openai', url: 'https://api.openai.com/v1' }, 'url'],
    [{ kind: 'playground', url: 'https://api.openai.com' }, 'url'],
    [{ key: 'two words' }, 'key'],
    [{ headers: { host: 'x' } }, 'headers.host'],
    [{ headers: { 'x-a': 'line\nbreak' } }, 'headers.x-a'],
    [{ kind: 'embedded' }, 'kind'],
    [{ name: '' }, 'name'],
  ])('is refused with %j', async (wrong, param) => {
    expect(await ask.refusal('POST', settings, { ...account, ...wrong })).toMatchObject({ status: 400, param })
    expect(await list()).toHaveLength(1)
  })

  it.each([
    ['Foundry (EU) #1', 'foundry-eu-1'],
    ['connections', 'connections-2'],
    ['我们的账号', 'appbuilder-2'],
  ])('named %s has the id %s', async (name, id) => {
    expect(await add({ ...account, name })).toMatchObject({ id })
    expect((await add({ ...account, name })).id).not.toBe(id)
  })
})

describe('a test', () => {
  const test = (body: object = account) => ask.call<ConnectionTest>('POST', '/api/settings/connection-tests', body)
  const failedStep = ({ steps }: ConnectionTest) => steps.find(({ status }) => status === 'failed')

  it('says what answered, step by step, and keeps nothing', async () => {
    const result = await test()
    expect(result).toMatchObject({ passed: true, answered: 'gateway.test', capabilities: { usage: false } })
    const steps = ['address', 'connect', 'tls', 'auth', 'wire', 'capabilities']
    expect(result.steps.map(({ step }) => step)).toEqual(steps)
    expect(await list()).toHaveLength(1)
    await add()
    expect(await ask.call('POST', `${settings}/our-account/test`)).toMatchObject({ passed: true })
  })

  describe('of a stored connection', () => {
    const server = { kind: 'foundry', name: 'Far', url: 'https://far.test/api/projects/p', key: KEY }
    const listingOf = (paths: readonly string[]) => async (request: Request) =>
      paths.some((path) => request.url.includes(path))
        ? Response.json({ object: 'list', data: [] })
        : Response.json({ error: { message: 'No such path.' } }, { status: 404 })
    const stored = () => ask.call<ConnectionSettings>('GET', `${settings}/far`)

    beforeEach(async () => {
      await add(server)
      answerOf = listingOf(['/assistants', '/files'])
    })

    it('is kept, over a restart too, and corrects what its kind says that it can', async () => {
      expect(await stored()).toMatchObject({ last_test: null, capabilities: { all_threads: true, files: true } })
      const test = await ask.call<ConnectionTest>('POST', `${settings}/far/test`)
      expect(test).toMatchObject({ passed: true, capabilities: { all_threads: false, vector_stores: false } })
      const found = { all_threads: false, files: true, vector_stores: false, streaming: true }
      expect(await stored()).toMatchObject({ last_test: test, capabilities: found })
      await ask.close()
      ask = await start()
      expect(await stored()).toMatchObject({ last_test: test, capabilities: found })
      expect((await list())[1]).toMatchObject({ capabilities: found })
    })

    it('begins to read the list of all threads where one is found, and ends that where it is not', async () => {
      await add({ ...server, kind: 'openai', name: 'Seen', url: 'https://seen.test/v1' })
      const listing = async () => (await ask.call<ThreadIndex>('GET', '/api/connections/seen/thread-index')).listing
      const test = () => ask.call('POST', `${settings}/seen/test`)
      expect(await listing(), 'its kind is not known for a list').toBeNull()
      answerOf = listingOf(['/assistants', '/threads'])
      await test()
      await expect.poll(listing).toMatchObject({ complete_ms: expect.any(Number) as number })
      await ask.close()
      ask = await start()
      expect(await listing(), 'over a restart, too').toMatchObject({ listed: 0 })
      expect((await list())[2]).toMatchObject({ id: 'seen', capabilities: { all_threads: true } })
      answerOf = listingOf(['/assistants'])
      await test()
      expect(await listing()).toBeNull()
    })

    it('does not say no for a server that has too much to do', async () => {
      answerOf = async (request) =>
        request.url.includes('/assistants') ? listingOf(['/'])(request) : new Response(null, { status: 503 })
      await ask.call('POST', `${settings}/far/test`)
      expect((await stored()).capabilities).toMatchObject({ all_threads: true, files: true, vector_stores: true })
    })

    it('is kept when it fails, and what its kind says counts again', async () => {
      await ask.call('POST', `${settings}/far/test`)
      answerOf = async () => Response.json({ error: { message: 'Who are you?' } }, { status: 401 })
      await ask.call('POST', `${settings}/far/test`)
      expect(await stored()).toMatchObject({ last_test: { passed: false }, capabilities: { vector_stores: true } })
    })

    it('outlives another name and no other change', async () => {
      await ask.call('POST', `${settings}/far/test`)
      await ask.call('POST', `${settings}/far`, { name: 'Farther' })
      expect((await stored()).last_test).not.toBeNull()
      await ask.call('POST', `${settings}/far`, { key: 'another' })
      expect((await stored()).last_test).toBeNull()
    })
  })

  const code = (name: string) => Object.assign(new Error(`getaddrinfo ${name}`), { code: name })
  const failing = (cause: unknown) => async () => {
    throw new TypeError('fetch failed', { cause })
  }
  const answering =
    (status: number, body: string, type = 'application/json') =>
    async () =>
      new Response(body, { status, headers: { 'content-type': type } })

  it.each([
    ['a name that is unknown', failing(code('ENOTFOUND')), 'connect', 'is not known'],
    ['a port that nobody listens on', failing(code('ECONNREFUSED')), 'connect', 'refuses connections'],
    ['a port that is never asked', failing(new Error('bad port')), 'address', 'belongs to another service'],
    ['a line that breaks', failing(code('UND_ERR_SOCKET')), 'connect', 'closed the connection'],
    ['what has no name', failing(new Error('odd words')), 'connect', 'cannot be reached.'],
    ['a certificate of its own making', failing(code('DEPTH_ZERO_SELF_SIGNED_CERT')), 'tls', 'SELF_SIGNED'],
    ['a name of a refused address', () => Promise.reject(new RefusedAddress('x.test')), 'address', 'metadata'],
    ['a key that is refused', answering(401, `{"error":"no ${KEY}"}`), 'auth', ''],
    ['a web page', answering(200, '<html>', 'text/html'), 'wire', ''],
  ])('fails at %s', async (_what, answer, step, words) => {
    answerOf = answer
    const result = await test()
    expect(result.passed).toBe(false)
    expect(failedStep(result)).toMatchObject({ step, detail: expect.stringContaining(words) as string })
  })

  it('says why in a word that pages translate, and accepts no key that was not asked for', async () => {
    answerOf = failing(code('ECONNREFUSED'))
    expect(failedStep(await test())).toMatchObject({ reason: 'refused' })
    answerOf = answering(200, '{"object":"list","data":[]}')
    const auth = async (body: object) => (await test({ ...account, ...body })).steps.find(({ step }) => step === 'auth')
    expect(await auth({})).toMatchObject({ status: 'passed' })
    expect(await auth({ key: '' })).toMatchObject({ status: 'skipped' })
  })

  describe('of what speaks the wire itself', () => {
    const error = (status: number, body: object) => answering(status, JSON.stringify({ error: body }))
    const listOf = (item: object) => answering(200, JSON.stringify({ object: 'list', data: [item] }))
    const at = (kind: string, url = 'https://far.test/v1') => ({ kind, name: 'Far', url, key: KEY })
    const old = { id: 'asst_1', object: 'assistant', tools: [], file_ids: [] }
    const asksForOld = { code: 'invalid_beta', message: "Set the header 'OpenAI-Beta: assistants=v1'." }
    const asksForNew = { code: 'invalid_beta', message: 'The v1 Assistants API has been deprecated.' }
    const unknown = { message: 'Unsupported endpoint: GET /v1/assistants' }
    const wrongVersion = { code: 'UnsupportedApiVersion', message: 'No such version.' }

    it.each([
      ['a server that asks for version 1', 'openai', error(400, asksForOld), 'old_version', 'version 1'],
      ['a list of version 1', 'openai', listOf(old), 'old_version', 'version 1'],
      ['a server that was not told the version', 'openai', error(400, asksForNew), 'no_beta_header', 'assistants=v2'],
      ['no list of assistants', 'openai', error(404, unknown), 'no_path', 'ends in /v1'],
      ['a refusal that names /v1', 'openai', error(400, unknown), 'answered', 'Unsupported endpoint'],
      ['no such path at Azure', 'azure', error(404, {}), 'no_path', 'openai.azure.com'],
      ['no such path of a project', 'foundry', error(404, {}), 'no_path', '/api/projects/'],
      ['no such path of a playground', 'playground', error(405, {}), 'no_path', 'start page'],
      ['an API version that is not known', 'azure', error(400, wrongVersion), 'api_version', 'No such version.'],
      ['too many requests', 'openai', error(429, { message: 'Slow down.' }), 'too_often', 'Slow down.'],
      ['a web page', 'openai', answering(200, '<html>', 'text/html'), 'web_page', 'web page'],
      ['another API', 'openai', answering(200, '{"models":[]}'), 'other_api', 'another API'],
    ])('says of %s what it is', async (_what, kind, answer, reason, words) => {
      answerOf = answer
      const step = failedStep(await test(at(kind)))
      expect(step).toMatchObject({ step: 'wire', reason, detail: expect.stringContaining(words) as string })
    })

    it('says where it is redirected to', async () => {
      const location = `https://elsewhere.test/v1/assistants?key=${KEY}`
      answerOf = async () => new Response(null, { status: 308, headers: { location } })
      const step = failedStep(await test(at('openai')))
      expect(step).toMatchObject({ step: 'wire', reason: 'redirects', values: { host: 'elsewhere.test' } })
      expect(step?.detail).toContain('elsewhere.test')
    })

    it('takes a list of version 2, and an empty one', async () => {
      const now = { ...old, file_ids: undefined, tool_resources: {} }
      for (const item of [[now], [{ id: 'asst_1', object: 'assistant' }], []]) {
        answerOf = answering(200, JSON.stringify({ object: 'list', data: item }))
        expect(await test(at('openai'))).toMatchObject({ passed: true })
      }
    })

    it('repeats the server’s words apart from its own', async () => {
      answerOf = error(401, { message: `No such key: ${KEY}` })
      expect(failedStep(await test(at('openai')))).toMatchObject({
        ...{ step: 'auth', reason: 'key_refused', values: { status: 401 } },
        words: 'No such key: …',
      })
    })

    it.each([
      ['openai', 'https://api.openai.com/v1'],
      ['openai', 'https://API.OpenAI.com'],
      ['openai', 'https://api.openai.com./v1/'],
      ['playground', 'https://api.openai.com'],
      ['playground', 'https://api.openai.com./v1'],
    ])('says for %s that OpenAI switched %s off, and which ways there are', async (kind, url) => {
      const refused = await ask.refusal('POST', '/api/settings/connection-tests', at(kind, url))
      expect(refused).toMatchObject({ code: 'switched_off' })
      expect(refused.message).toContain('2026-08-26')
    })
  })
})
