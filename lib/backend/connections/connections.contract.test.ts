// Connections as pages add, test, change and remove them. The account that they lead to is a face over a backend of
// this process.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFace, type TestFace } from '@/lib/backend/appbuilder/testing/face'
import { folderWithTables, removeFolder } from '@/lib/backend/store/testing/folder-with-tables'
import type { ConnectionInfo, ConnectionSettings } from '@/lib/protocol/connection'
import type { List } from '@/lib/protocol/list'
import type { ThreadSummary } from '@/lib/protocol/playground'
import type { Thread } from '@/lib/protocol/thread'
import { account, INSTANCE, KEY, type Sent, startConnections } from './testing/start-connections'

let folder: string
let face: TestFace
/** What was sent to the account. */
let asked: Sent[]
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

const start = (options: Pick<Parameters<typeof startConnections>[0], 'secret' | 'environment'> = {}) =>
  startConnections({
    folder,
    answer: (request) => answerOf(request),
    onSent: (sent) => void asked.push(sent),
    ...options,
  })

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

  it('is refused under the name of another, however it is written', async () => {
    await add()
    await add({ ...account, name: 'Other' })
    for (const name of ['Our account', ' our ACCOUNT ', 'Ｏur account']) {
      const taken = { status: 400, param: 'name', code: 'name_taken' }
      expect(await ask.refusal('POST', settings, { ...account, name })).toMatchObject(taken)
      expect(await ask.refusal('POST', `${settings}/other`, { name })).toMatchObject(taken)
    }
    expect(await ask.call('POST', `${settings}/other`, { name: 'OTHER' })).toMatchObject({ name: 'OTHER' })
    expect(await list()).toHaveLength(3)
  })

  it('to this playground itself is refused in words, when it is added and when it is changed', async () => {
    await add()
    answerOf = async () => new Response(null, { status: 508, headers: { 'x-playground-instance': INSTANCE } })
    const own = { status: 400, param: 'url', code: 'own_address' }
    expect(await ask.refusal('POST', settings, { ...account, name: 'Me' })).toMatchObject(own)
    const elsewhere = { url: 'http://localhost:3000', key: KEY }
    expect(await ask.refusal('POST', `${settings}/our-account`, elsewhere)).toMatchObject(own)
    answerOf = async () => new Response(null, { status: 508, headers: { 'x-playground-instance': 'another' } })
    expect(await add({ ...account, name: 'Another' })).toMatchObject({ id: 'another' })
    answerOf = () => Promise.reject(new TypeError('fetch failed'))
    expect(await add({ ...account, name: 'Away' })).toMatchObject({ id: 'away' })
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
    expect((await add({ ...account, name: `${name} !` })).id).not.toBe(id)
  })
})
