import { afterAll, beforeAll, beforeEach, describe, expect, test, onTestFinished } from 'vitest'
import type { People } from '@/lib/backend/people/create-people'
import type { Principal } from '@/lib/backend/people/principal'
import { createTestPeople, ownerIn } from '@/lib/backend/people/testing/people'
import { PRINCIPAL_HEADER, PROJECT_HEADER, type Scope } from '@/lib/protocol/people'
import { type GuardedServer, startGuarded } from '../testing/guarded-server'

const token = 'correct-horse-battery'
const errorOf = (text: string) => (JSON.parse(text) as { error: { code: string; message: string } }).error

let people: People
let guarded: GuardedServer
let open: GuardedServer
const secrets: Record<string, string> = {}

beforeAll(async () => {
  people = await createTestPeople()
  for (const name of ['a', 'b']) await people.projects.create({ name })
  const make = async (name: string, scopes: readonly Scope[], project: string | null) => {
    const { secret } = await people.keys.create({ name, scopes, project }, ownerIn(project ?? 'default'))
    secrets[name] = secret
  }
  await make('reader', ['read'], 'default')
  await make('runner', ['read', 'run'], 'a')
  await make('manager', ['read', 'run', 'manage'], 'a')
  await make('everywhere', ['read', 'manage'], null)
  guarded = await startGuarded({ token, people })
  open = await startGuarded({ people })
})
afterAll(async () => {
  await guarded.close()
  await open.close()
})
beforeEach(() => guarded.passSeconds(61))

interface Asking {
  readonly key?: string | undefined
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly at?: GuardedServer
}

async function ask(path: string, { key, method = 'GET', headers, at = guarded }: Asking = {}) {
  const secret = key && (secrets[key] ?? key)
  const answer = await at.ask(path, {
    method,
    headers: { ...(secret && { authorization: `Bearer ${secret}` }), ...headers },
  })
  const seen = answer.status === 200 ? (JSON.parse(answer.text) as Record<string, string>) : {}
  const principal = JSON.parse(decodeURIComponent(seen[PRINCIPAL_HEADER] ?? 'null')) as Principal | null
  return { ...answer, project: seen[PROJECT_HEADER], principal }
}

describe('what a key may', () => {
  test.each([
    ['reader', 'GET', '/v1/threads/t', 200],
    ['reader', 'POST', '/v1/vector_stores/vs/search', 200],
    ['reader', 'POST', '/v2/threads/query', 200],
    ['reader', 'POST', '/v1/threads', 'run'],
    ['reader', 'POST', '/c/embedded/openai/threads/t/runs', 'run'],
    ['reader', 'POST', '/v2/threads/runs', 'run'],
    ['reader', 'POST', '/v1/assistants', 'manage'],
    ['reader', 'POST', '/v1/%61ssistants', 'manage'],
    ['reader', 'GET', '/api/settings/keys', 'manage'],
    ['runner', 'POST', '/v1/threads/t/runs/r/submit_tool_outputs', 200],
    ['runner', 'DELETE', '/api/c/embedded/v1/files/f', 200],
    ['runner', 'POST', '/api/connections/embedded/labels', 200],
    ['runner', 'DELETE', '/v1/assistants/a', 'manage'],
    ['runner', 'POST', '/v2/assistants', 'manage'],
    ['runner', 'PUT', '/api/connections/embedded/assistants/a/responders', 'manage'],
    ['runner', 'POST', '/api/transfers', 'manage'],
    ['manager', 'POST', '/api/settings/connections', 200],
    ['manager', 'POST', '/api/settings/keys', 200],
    ['manager', 'POST', '/api/settings/models', 'manage of all projects'],
    ['manager', 'POST', '/api/settings/projects', 'manage of all projects'],
    ['everywhere', 'POST', '/api/settings/models', 200],
    ['everywhere', 'POST', '/v1/threads', 'run'],
    ['everywhere', 'POST', '/v1/nothing/we/know', 200],
    ['manager', 'POST', '/v1/nothing/we/know', 'manage of all projects'],
  ] as const)('%s: %s %s', async (key, method, path, outcome) => {
    const { status, text } = await ask(path, { key, method })
    if (outcome === 200) return expect(status).toBe(200)
    expect([status, errorOf(text).code]).toEqual([403, 'insufficient_permissions'])
    expect(errorOf(text).message).toContain(`Missing scope: ${outcome}.`)
  })

  test('a revoked one is refused at once, and what it had open ends', async () => {
    const { id, secret } = await people.keys.create({ name: 'short', scopes: ['read'] }, ownerIn())
    expect((await ask('/v1/models', { key: secret })).status).toBe(200)
    await people.keys.revoke(id, { projects: null })
    for (const at of [guarded, open]) {
      const { status, text } = await ask('/v1/models', { key: secret, at })
      expect([status, errorOf(text).code]).toEqual([401, 'invalid_api_key'])
      expect(text).not.toContain(secret)
    }
  })

  test('typed at the login, it makes a session that may no more than the key, and ends with it', async () => {
    const { id, secret } = await people.keys.create({ name: 'typed', scopes: ['read'] }, ownerIn('a'))
    const { headers } = await guarded.post('/login', { token: secret })
    const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
    const session = await ask('/v1/models', { headers: { cookie } })
    expect([session.project, session.principal]).toMatchObject(['a', { kind: 'key', id, scopes: ['read'] }])
    expect((await ask('/v1/threads', { method: 'POST', headers: { cookie } })).status).toBe(403)
    await people.keys.revoke(id, { projects: null })
    expect((await ask('/v1/models', { headers: { cookie } })).status).toBe(401)
  })
})

describe('without an access token', () => {
  test.each([undefined, 'sk-dummy', 'EMPTY'])('%s is whoever owns the server', async (key) => {
    const { principal } = await ask('/v1/models', { key, at: open })
    expect(principal).toMatchObject({ kind: 'owner', project: 'default', everywhere: ['read', 'run', 'manage'] })
  })

  test('a key narrows what it is brought for', async () => {
    expect((await ask('/v1/threads', { key: 'reader', method: 'POST', at: open })).status).toBe(403)
    expect((await ask('/v1/models', { key: 'runner', at: open })).project).toBe('a')
  })
})

describe('the project of a request', () => {
  test('is told by the guard alone', async () => {
    const headers = { [PROJECT_HEADER]: 'b', [PRINCIPAL_HEADER]: encodeURIComponent('{"kind":"owner"}') }
    const { project, principal } = await ask('/v1/models', { key: 'runner', headers })
    expect([project, principal?.kind]).toEqual(['a', 'key'])
    const refused = await guarded.ask('/v1/models', { headers })
    expect(refused.status).toBe(401)
  })

  test.each([
    ['a key’s own', '/v1/models', { key: 'runner' }, 'a'],
    ['of a connection that it may see', '/c/embedded~a/v1/models', { key: 'runner' }, 'a'],
    [
      'of a connection that it may not see: its own, where there is none',
      '/c/embedded~b/v1/models',
      { key: 'runner' },
      'a',
    ],
    ['a letter of that escaped', '/c/embedded%7Eb/v1/models', { key: 'runner' }, 'a'],
    ['of a page’s connection', '/embedded~b/threads', { key: token }, 'b'],
    ['the protocol’s header', '/v1/models', { key: token, headers: { 'openai-project': 'b' } }, 'b'],
    [
      'a key of one project ignores what SDKs send',
      '/v1/models',
      { key: 'runner', headers: { 'openai-project': 'proj_1' } },
      'a',
    ],
    ['a link’s query', '/api/transfers/t/report?project=b', { key: token }, 'b'],
    [
      'what the browser remembers, on pages',
      '/connections',
      { key: token, headers: { cookie: 'playground_project=b' } },
      'b',
    ],
    ['on the start', '/', { key: token, headers: { cookie: 'playground_project=b' } }, 'b'],
    ['on a form', '/connections/new', { key: token, headers: { cookie: 'playground_project=b' } }, 'b'],
    [
      'not where a page names its connection',
      '/embedded',
      { key: token, headers: { cookie: 'playground_project=b' } },
      'default',
    ],
    [
      'nor on a connection’s settings',
      '/connections/azure',
      { key: token, headers: { cookie: 'playground_project=b' } },
      'default',
    ],
    ['and nowhere else', '/api/connections', { key: token, headers: { cookie: 'playground_project=b' } }, 'default'],
    ['the default for the token', '/v1/models', { key: token }, 'default'],
  ] as const)('%s', async (_name, path, asking, project) => expect((await ask(path, asking)).project).toBe(project))

  test('one that is not there is not fallen back from', async () => {
    const { status, text } = await ask('/v1/models', { key: token, headers: { 'openai-project': 'typo' } })
    expect([status, errorOf(text).code]).toEqual([404, 'unknown_project'])
  })

  test('is remembered by whoever opens its pages', async () => {
    const page = async (path: string, cookie = '') =>
      (await ask(path, { key: token, headers: { accept: 'text/html', cookie } })).headers['set-cookie']
    expect(String(await page('/embedded~b/threads'))).toMatch(/^playground_project=b; Path=\/; .*HttpOnly/)
    expect(await page('/embedded~b/threads', 'playground_project=b')).toBeUndefined()
  })
})

test('wrong keys that came to other instances count as well, while the database tells of them', async () => {
  const noted: string[] = []
  let ms: () => Promise<number> = async () => 0
  const noteWrongKey: People['noteWrongKey'] = ({ network, digest }) => {
    noted.push(`${network} ${digest}`)
    return ms()
  }
  const server = await startGuarded({ token, people: { ...people, noteWrongKey } })
  onTestFinished(() => server.close())
  const guess = async (key: string) => {
    const { status, headers } = await server.ask('/v1/models', { headers: { authorization: `Bearer ${key}` } })
    return [status, headers['retry-after']]
  }
  for (let times = 0; times < 3; times += 1) expect(await guess('wrong')).toEqual([401, undefined])
  expect(noted, 'asked for once').toHaveLength(1)
  ms = async () => 12_345
  expect(await guess('other')).toEqual([429, '13'])
  expect((await server.post('/login', { token: 'typed' })).status).toBe(429)
  ms = () => Promise.reject(new Error('It is away.'))
  expect(await guess('third')).toEqual([401, undefined])
  expect((await guess(token))[0]).toBe(200)
  expect(new Set(noted).size).toBe(4)
  // What is stored says nothing of the keys.
  expect(noted.join()).not.toMatch(/wrong|other|typed|third/)
})
