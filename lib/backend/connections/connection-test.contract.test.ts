// What the test of a connection says of servers of every kind and fault.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFace, type TestFace } from '@/lib/backend/appbuilder/testing/face'
import { RefusedAddress } from '@/lib/backend/refused-address'
import { folderWithTables, removeFolder } from '@/lib/backend/store/testing/folder-with-tables'
import type { ConnectionInfo, ConnectionSettings, ConnectionTest } from '@/lib/protocol/connection'
import type { List } from '@/lib/protocol/list'
import type { ThreadIndex } from '@/lib/protocol/playground'
import { account, INSTANCE, KEY, startConnections } from './testing/start-connections'

let folder: string
let face: TestFace
let answerOf: (request: Request) => Promise<Response>
let ask: Awaited<ReturnType<typeof start>>

beforeEach(async () => {
  folder = await folderWithTables()
  face = await startFace()
  answerOf = (request) => face.face(request)
  ask = await start()
})
afterEach(async () => {
  await ask.close()
  await face.close()
  await removeFolder(folder)
})

const start = () => startConnections({ folder, answer: (request) => answerOf(request), onSent: () => undefined })

const settings = '/api/settings/connections'
const add = (body: object = account) => ask.call<ConnectionSettings>('POST', settings, body)
const list = async () => (await ask.call<List<ConnectionInfo>>('GET', '/api/connections')).data

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

    it('is not needed to know that another playground runs hosted tools, and has files', async () => {
      await add({ ...server, kind: 'playground', name: 'Peer', url: 'https://peer.test' })
      const { capabilities } = await ask.call<ConnectionSettings>('GET', `${settings}/peer`)
      expect(capabilities).toMatchObject({ files: true, vector_stores: true, hosted_tools: true })
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

    it('says when the address is this playground itself, by whichever kind', async () => {
      answerOf = async () => new Response(null, { status: 508, headers: { 'x-playground-instance': INSTANCE } })
      for (const kind of ['openai', 'azure', 'foundry', 'playground', 'appbuilder']) {
        const { steps, passed } = await test(at(kind))
        expect({ passed, steps }).toMatchObject({ passed: false, steps: [{ step: 'address', reason: 'own_address' }] })
      }
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
