import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { endedInMemory, type GuardedServer, startGuarded } from '../testing/guarded-server'
import { createAccess } from './access'
import { owner } from './identity'
import { createPeopleHere } from './people-here'

const token = 'correct-horse-battery'
const page = { accept: 'text/html' }
const errorOf = (text: string) => (JSON.parse(text) as { error: Record<string, unknown> }).error
const cookieFrom = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
  String(headers['set-cookie']).split(';')[0] ?? ''

let server: GuardedServer
beforeAll(async () => {
  server = await startGuarded({ token })
})
afterAll(() => server.close())
// Wrong keys of one test are forgotten in the next.
beforeEach(() => server.passSeconds(61))

describe('the wire with an access token', () => {
  test.each([
    '/v1/models',
    '/openai/models',
    '/c/embedded/v1/threads',
    '/api/c/embedded/v1/threads',
    '/api/connections',
  ])('%s takes it as the API key', async (path) => {
    const status = async (headers: Record<string, string>) => (await server.ask(path, { headers })).status
    expect(await status({})).toBe(401)
    expect(await status({ authorization: `Bearer ${token}` })).toBe(200)
    expect(await status({ authorization: `bearer  ${token}` })).toBe(200)
    expect(await status({ 'api-key': token })).toBe(200)
    expect(await status({ 'x-appbuilder-authorization': `Bearer ${token}` })).toBe(200)
    expect(await status({ authorization: `Basic ${token}` })).toBe(401)
    expect(await status({ authorization: `Bearer ${token}x` })).toBe(401)
    expect(await status({ authorization: `Bearer ${token.slice(1)}` })).toBe(401)
  })

  test("a wrong key is told in the protocol's shape and not repeated", async () => {
    const { text, headers } = await server.ask('/v1/models', { headers: { authorization: 'Bearer sk-private' } })
    expect(errorOf(text)).toMatchObject({ type: 'invalid_request_error', code: 'invalid_api_key', param: null })
    expect(text).not.toContain('sk-private')
    expect(headers['www-authenticate']).toBe('Bearer')
  })

  test("AppBuilder's SDKs get the id of their request back", async () => {
    const id = { 'x-appbuilder-request-id': 'request-7', 'x-bce-request-id': 'request-7' }
    const refused = await server.ask('/v2/assistants/list', { method: 'POST', headers: id })
    expect([refused.status, refused.headers['x-appbuilder-request-id']]).toEqual([401, 'request-7'])
    const older = { 'x-bce-request-id': 'request-8' }
    const { headers } = await server.ask('/c/appbuilder/v2/assistants/list', { method: 'POST', headers: older })
    expect(headers['x-appbuilder-request-id']).toBe('request-8')
  })

  test('other origins are refused before their key is looked at', async () => {
    const headers = { authorization: `Bearer ${token}`, origin: 'https://other.example' }
    expect((await server.ask('/v1/threads', { method: 'POST', headers })).status).toBe(403)
  })
})

describe('the pages with an access token', () => {
  test("show the login in the reader's language, and no script", async () => {
    const { status, text, headers } = await server.ask('/embedded/runs?status=failed', { headers: page })
    expect(status).toBe(401)
    expect(text).toContain('Access token needed')
    expect(text).toContain('value="/embedded/runs?status=failed"')
    expect(text).not.toContain('<script')
    const nonce = /style nonce="([^"]+)"/.exec(text)?.[1]
    expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`)
    const chinese = await server.ask('/', { headers: { ...page, 'accept-language': 'zh-TW,zh;q=0.9' } })
    expect(chinese.text).toContain('<html lang="zh-CN">')
    expect(chinese.text).toContain('需要访问令牌')
  })

  test('give nothing else to strangers, not even a script', async () => {
    for (const path of ['/_next/static/chunks/a.js', '/icon.svg', '/embedded?_rsc=1']) {
      expect((await server.ask(path)).status).toBe(401)
    }
  })

  test('a path in the form cannot break out of it or lead away', async () => {
    const { text } = await server.ask('/?"><script>', { headers: page })
    expect(text).not.toContain('<script>')
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '/a\r\nset-cookie: x=y', '']) {
      expect((await server.post('/login', { token, to })).headers.location).toBe('/')
    }
  })

  test('a login opens pages and wire, until it is over', async () => {
    const { status, headers } = await server.post('/login', { token: ` ${token} `, to: '/embedded/runs' })
    expect(status).toBe(303)
    expect(headers.location).toBe('/embedded/runs')
    expect(String(headers['set-cookie'])).toMatch(
      /^playground_session_[0-9a-f]{8}=\d+-[\w-]{16}\.[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
    )
    expect(String(headers['set-cookie'])).not.toContain(token)
    const cookie = `locale=en; ${cookieFrom(headers)}`
    expect((await server.ask('/', { headers: { ...page, cookie } })).status).toBe(200)
    expect((await server.ask('/c/embedded/v1/threads', { method: 'POST', headers: { cookie } })).status).toBe(200)
    expect((await server.ask('/', { headers: { ...page, cookie: `${cookie}x` } })).status).toBe(401)
    const later = cookie.replace(/=(\d+)-/, (_, expires) => `=${Number(expires) + 1}-`)
    expect((await server.ask('/', { headers: { ...page, cookie: later } })).status).toBe(401)
    server.passSeconds(2_592_000)
    expect((await server.ask('/', { headers: { ...page, cookie } })).status).toBe(401)
  })

  test('a login over HTTPS makes a cookie that only goes over HTTPS', async () => {
    const { headers } = await server.post('/login', { token, to: '/' }, { 'x-forwarded-proto': 'https' })
    expect(String(headers['set-cookie'])).toMatch(/; Secure$/)
  })

  test('a wrong token is told on the form', async () => {
    const { status, text } = await server.post('/login', { token: 'a wrong one', to: '/embedded' })
    expect(status).toBe(401)
    expect(text, 'the field says so itself').toMatch(
      /<input id="token"[^>]* aria-invalid="true" aria-describedby="trouble"/,
    )
    expect(text).toContain('<p id="trouble" role="alert">')
    expect(text).toContain('value="/embedded"')
    expect(text).not.toContain('a wrong one')
  })

  test('another site cannot log its visitors in', async () => {
    expect((await server.post('/login', { token }, { origin: 'https://other.example' })).status).toBe(403)
  })

  test('a form that is too large is not read to its end', async () => {
    expect((await server.post('/login', { token: 'x'.repeat(1000) })).status).toBe(401)
    expect((await server.post('/login', { token: 'x'.repeat(1025) })).status).toBe(413)
  })

  test('logging out ends the session, wherever its cookie has got to, and no other', async () => {
    const logIn = async () => cookieFrom((await server.post('/login', { token, to: '/' })).headers)
    const [one, two] = [await logIn(), await logIn()]
    expect(one, 'begun in the same second').not.toBe(two)
    const status = async (cookie: string) => (await server.ask('/', { headers: { ...page, cookie } })).status
    await server.post('/logout', {}, { cookie: one })
    expect([await status(one), await status(two)]).toEqual([401, 200])
    await server.post('/logout', {}, { cookie: `${two}x` })
    expect(await status(two), 'who cannot have it cannot end it').toBe(200)
  })

  test('logging out takes the cookie away', async () => {
    const { status, headers } = await server.post('/logout', {})
    expect(status).toBe(303)
    expect(String(headers['set-cookie'])).toMatch(/^playground_session_[0-9a-f]{8}=; Path=\/; Max-Age=0;/)
    expect((await server.ask('/logout')).status).toBe(405)
  })
})

describe('guessing', () => {
  const guess = (key: string, headers: Record<string, string> = {}) =>
    server.ask('/v1/models', { headers: { authorization: `Bearer ${key}`, ...headers } })
  const guessTimes = async (count: number, headers?: Record<string, string>) => {
    for (let n = 0; n < count; n += 1) await guess(`wrong-${n}`, headers)
  }

  test('after ten different wrong keys in a minute another is told to wait, and the right one passes', async () => {
    for (let n = 0; n < 10; n += 1) expect((await guess(`wrong-${n}`)).status).toBe(401)
    const late = await guess('wrong-10')
    expect(late.status).toBe(429)
    expect(errorOf(late.text)).toMatchObject({ code: 'rate_limit_exceeded' })
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0)
    expect(late.headers.connection, 'each costs a connection').toBe('close')
    const form = await server.post('/login', { token: 'wrong-11', to: '/' })
    expect(form.status).toBe(429)
    expect(form.text).toContain('The right one is always accepted')
    expect((await guess(token)).status).toBe(200)
    expect((await server.post('/login', { token, to: '/' })).status).toBe(303)
    server.passSeconds(61)
    expect((await guess('wrong-12')).status).toBe(401)
  })

  test('a client that repeats one wrong key is told that it is wrong, before and after', async () => {
    for (let n = 0; n < 30; n += 1) expect((await guess('an-old-key')).status).toBe(401)
    await guessTimes(20)
    expect((await guess('an-old-key')).status).toBe(401)
  })

  test('who is in stays in', async () => {
    const cookie = cookieFrom((await server.post('/login', { token, to: '/' })).headers)
    await guessTimes(12)
    expect((await server.ask('/', { headers: { ...page, cookie } })).status).toBe(200)
  })

  test('behind a trusted proxy each client counts for itself, elsewhere nobody chooses an address', async () => {
    const proxied = await startGuarded({ token, trustedProxies: ['127.0.0.1'] })
    const from = (address: string) => ({ authorization: 'Bearer wrong-x', 'x-forwarded-for': address })
    for (let n = 0; n < 11; n += 1) {
      const headers = { authorization: `Bearer wrong-${n}`, 'x-forwarded-for': `192.0.2.${n}, 198.51.100.7` }
      await proxied.ask('/v1/models', { headers })
    }
    expect((await proxied.ask('/v1/models', { headers: from('198.51.100.7') })).status).toBe(429)
    expect((await proxied.ask('/v1/models', { headers: from('198.51.100.8') })).status).toBe(401)
    await proxied.close()

    for (let n = 0; n < 10; n += 1) await guess(`wrong-${n}`, { 'x-forwarded-for': `192.0.2.${n}` })
    expect((await guess('wrong-10', { 'x-forwarded-for': '192.0.2.99' })).status).toBe(429)
  })
})

test('two installations with the same token do not share sessions', () => {
  const make = (byte: number) =>
    createAccess({
      ...{ token, secret: Buffer.alloc(32, byte), clock: () => 0, endedSessions: endedInMemory() },
      ...{ here: createPeopleHere(), identify: () => owner, report: console.error },
    })
  const credentials = { address: '', authorization: undefined, apiKey: undefined }
  const [one, other] = [make(1), make(2)]
  const cookie = `${one.cookieName}=${one.newSession({ kind: 'owner' })}`
  expect(one.admit({ ...credentials, cookie })).toMatchObject({ outcome: 'admitted' })
  expect(other.admit({ ...credentials, cookie })).toEqual({ outcome: 'missing' })
  const forged = `${other.cookieName}=${one.newSession({ kind: 'owner' })}`
  expect(other.admit({ ...credentials, cookie: forged })).toEqual({ outcome: 'missing' })
  const both = `${cookie}; ${other.cookieName}=${other.newSession({ kind: 'owner' })}`
  for (const each of [one, other]) {
    expect(each.admit({ ...credentials, cookie: both }), 'one browser is in at both').toMatchObject({
      outcome: 'admitted',
    })
  }
})
