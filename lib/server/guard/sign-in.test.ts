import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { People } from '@/lib/backend/people/create-people'
import type { Principal } from '@/lib/backend/people/principal'
import { createTestPeople } from '@/lib/backend/people/testing/people'
import { PRINCIPAL_HEADER } from '@/lib/protocol/people'
import { readEnvironment } from '../environment'
import { type GuardedServer, startGuarded } from '../testing/guarded-server'
import { CLIENT_SECRET, type OidcProvider, startOidcProvider } from '../testing/oidc-provider'

const page = { accept: 'text/html' }
const roles = [
  { domain: 'example.com', scopes: ['read'], projects: ['default', 'a'] },
  { group: 'admins', scopes: ['read', 'run', 'manage'], projects: '*' },
  { user: 'u-2', scopes: ['run'], projects: ['a'] },
  { user: 'u-5', scopes: ['run'], projects: ['default'] },
  { user: 'u-5', scopes: ['read'], projects: ['a'] },
]

let people: People
beforeAll(async () => {
  people = await createTestPeople()
  await people.projects.create({ name: 'a' })
})

const cookiesIn = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

async function principalAt(server: GuardedServer, headers: Readonly<Record<string, string>>) {
  const { status, text } = await server.ask('/api/session', { headers })
  if (status !== 200) return status
  const seen = JSON.parse(text) as Record<string, string>
  return JSON.parse(decodeURIComponent(seen[PRINCIPAL_HEADER] ?? 'null')) as Principal
}

describe('with OpenID Connect', () => {
  let provider: OidcProvider
  let server: GuardedServer
  beforeAll(async () => {
    provider = await startOidcProvider()
    server = await startGuarded({
      people,
      environment: readEnvironment({
        ...{ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'playground', OIDC_CLIENT_SECRET: CLIENT_SECRET },
        USER_ROLES: JSON.stringify(roles),
      }),
    })
  })
  afterAll(async () => {
    await server.close()
    await provider.close()
  })
  beforeEach(() => {
    provider.forged = {}
    provider.userinfo = {}
    provider.claims = { sub: 'u-1', name: '安娜', email: 'anna@example.com', email_verified: true, groups: ['others'] }
  })

  async function goThere(to = '/embedded/runs') {
    const start = await server.ask(`/login/start?to=${encodeURIComponent(to)}`, { headers: page })
    expect(start.status).toBe(303)
    const kept = cookiesIn(start.headers)
    const there = await fetch(String(start.headers['location']), { redirect: 'manual' })
    const back = new URL(there.headers.get('location') ?? '')
    return { kept, back: `${back.pathname}${back.search}` }
  }
  const comeBack = (back: string, cookie: string) => server.ask(back, { headers: { ...page, cookie } })
  async function signIn() {
    const { kept, back } = await goThere()
    const { headers } = await comeBack(back, kept)
    return cookiesIn(headers)
  }

  test('the page leads there and back, and to where somebody was going', async () => {
    const asked = await server.ask('/embedded/runs', { headers: page })
    expect(asked.status).toBe(401)
    expect(asked.text).toContain('href="/login/start?to=%2Fembedded%2Fruns"')
    expect(asked.text).not.toContain('<form')
    const { kept, back } = await goThere()
    const { status, text, headers } = await comeBack(back, kept)
    expect([status, text.includes('url=/embedded/runs')]).toEqual([200, true])
    expect(String(headers['set-cookie'])).toMatch(
      /playground_session_\w+=\S+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict/,
    )
    expect(await principalAt(server, { cookie: cookiesIn(headers) })).toMatchObject({
      ...{ kind: 'user', id: 'u-1', name: '安娜', project: 'default' },
      ...{ scopes: ['read'], projects: ['default', 'a'], everywhere: [] },
    })
  })

  test('groups and names say what somebody may where', async () => {
    provider.claims = { sub: 'u-1', groups: ['admins', 'staff'] }
    expect(await principalAt(server, { cookie: await signIn() })).toMatchObject({
      projects: null,
      everywhere: ['read', 'run', 'manage'],
    })
    provider.claims = { sub: 'u-2', email: 'bo@example.com', email_verified: true }
    provider.userinfo = { groups: [] }
    const cookie = await signIn()
    expect(await principalAt(server, { cookie })).toMatchObject({ scopes: ['read'] })
    expect(await principalAt(server, { cookie, 'openai-project': 'a' })).toMatchObject({ scopes: ['read', 'run'] })
  })

  test('who may see no pages is told so in words, and can sign out', async () => {
    provider.claims = { sub: 'u-4', name: '<Eve>', email: 'eve@other.example', email_verified: true }
    const cookie = await signIn()
    const { status, text } = await server.ask('/', { headers: { ...page, cookie } })
    expect(status).toBe(403)
    expect(text).toContain('You are signed in as &lt;Eve&gt;, but no project')
    expect(text).toContain('<form method="post" action="/logout"><button>Sign out')
    // Programs, and what pages ask, get the error.
    expect((await server.ask('/api/session', { headers: { cookie } })).text).toContain('insufficient_permissions')
    provider.claims = { sub: 'u-2' }
    const running = { ...page, cookie: await signIn(), 'accept-language': 'zh-CN' }
    expect((await server.ask('/embedded~a/threads', { headers: running })).text).toContain('读取')
  })

  test('pages without a project in their address open where somebody may read', async () => {
    provider.claims = { sub: 'u-5' }
    const { text } = await server.ask('/', { headers: { ...page, cookie: await signIn() } })
    expect(JSON.parse(text)).toMatchObject({ 'x-playground-project': 'a' })
  })

  test('an address that nobody has verified says nothing, and who is meant by no rule may nothing', async () => {
    provider.claims = { sub: 'u-3', email: 'eve@example.com' }
    expect(await principalAt(server, { cookie: await signIn() })).toBe(403)
    provider.claims = { sub: 'u-3' }
    provider.userinfo = { email: 'eve@example.com', email_verified: true }
    expect(await principalAt(server, { cookie: await signIn() })).toMatchObject({ scopes: ['read'] })
  })

  test.each([
    ['for another browser', async () => ({ kept: '', back: (await goThere()).back })],
    ['with another state', async () => ({ kept: (await goThere()).kept, back: (await goThere()).back })],
    [
      'with what the browser keeps changed',
      async () => {
        const { kept, back } = await goThere()
        return { kept: kept.replace(/=./, '=x'), back }
      },
    ],
    [
      'with a code that is nobody’s',
      async () => {
        const { kept, back } = await goThere()
        return { kept, back: back.replace(/code=\w+/, 'code=x') }
      },
    ],
  ])('coming back %s signs nobody in', async (_name, begin) => {
    const { kept, back } = await begin()
    const { status, headers, text } = await comeBack(back, kept)
    expect(status).toBe(401)
    expect(text).toContain('role="alert"')
    expect(cookiesIn(headers)).not.toContain('playground_session')
  })

  test.each([
    ['for another client', { aud: 'other' }],
    ['of another issuer', { iss: 'http://127.0.0.1:1' }],
    ['of another sign-in', { nonce: 'other' }],
    ['that is over', { exp: 1 }],
  ])('a token %s signs nobody in', async (_name, forged) => {
    provider.forged = forged
    expect(await principalAt(server, { cookie: await signIn() })).toBe(401)
  })

  test('a code that was used is good for nobody', async () => {
    const { kept, back } = await goThere()
    expect((await comeBack(back, kept)).status).toBe(200)
    expect((await comeBack(back, kept)).status).toBe(401)
  })

  test('a session ends when somebody signs out, and by itself after half a day', async () => {
    const [one, two] = [await signIn(), await signIn()]
    expect((await server.post('/logout', {}, { cookie: one })).status).toBe(303)
    expect(await principalAt(server, { cookie: one })).toBe(401)
    expect(await principalAt(server, { cookie: two })).toMatchObject({ kind: 'user' })
    server.passSeconds(12 * 3_600)
    expect(await principalAt(server, { cookie: two })).toBe(401)
  })

  test('nobody is led to another site afterwards', async () => {
    const { kept, back } = await goThere('//evil.example')
    expect((await comeBack(back, kept)).text).toContain('url=/"')
  })
})

describe('by what a proxy says', () => {
  const start = (proxies: string) =>
    startGuarded({
      people,
      environment: readEnvironment({
        ...{ USER_HEADER: 'X-Forwarded-User', USER_GROUPS_HEADER: 'X-Forwarded-Groups', TRUSTED_PROXIES: proxies },
        ...{ USER_ROLES: JSON.stringify(roles), ACCESS_TOKEN: 'correct-horse-battery' },
      }),
    })

  test('its users are known by the header', async () => {
    const server = await start('127.0.0.1')
    const anna = { 'x-forwarded-user': 'anna@example.com' }
    expect(await principalAt(server, anna)).toMatchObject({ kind: 'user', id: 'anna@example.com', scopes: ['read'] })
    expect(await principalAt(server, { ...anna, 'x-forwarded-groups': 'staff, admins' })).toMatchObject({
      projects: null,
    })
    expect(await principalAt(server, { ...anna, authorization: 'Bearer correct-horse-battery' })).toMatchObject({
      kind: 'owner',
    })
    expect(await principalAt(server, { ...anna, authorization: 'Bearer an-id-token' })).toMatchObject({ kind: 'user' })
    expect(await principalAt(server, { 'x-forwarded-user': 'eve@other.example' })).toBe(403)
    expect(await principalAt(server, {})).toBe(401)
    await server.close()
  })

  test('the same header from anybody else says nothing', async () => {
    const server = await start('10.0.0.0/8')
    const claimed = { 'x-forwarded-user': 'anna@example.com', 'x-forwarded-for': '10.0.0.1' }
    expect(await principalAt(server, claimed)).toBe(401)
    await server.close()
  })
})
