import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuardedServer, startGuarded } from '../testing/guarded-server'

const other = 'https://other.example'
const errorOf = (text: string) => (JSON.parse(text) as { error: Record<string, unknown> }).error

let server: GuardedServer
afterAll(() => server.close())

beforeAll(async () => {
  server = await startGuarded({
    host: 'mybox',
    allowedHosts: new Set(['playground.example', 'narrow.example:8443', 'localhost', '127.0.0.1', '127.0.0.1:1']),
    corsOrigins: new Set(['https://app.example']),
  })
})

describe('the Host header', () => {
  test.each([
    'localhost',
    'localhost:3000',
    'LOCALHOST.:3000',
    '127.0.0.1:1',
    '[::1]:3000',
    '192.168.1.5',
    '[fe80::1]',
  ])('%s is known', async (host) => expect((await server.ask('/v1/models', { headers: { host } })).status).toBe(200))

  test.each(['playground.example', 'Playground.example:80', 'narrow.example:8443', 'mybox', 'MyBox:3000'])(
    '%s is allowed',
    async (host) => expect((await server.ask('/', { headers: { host } })).status).toBe(200),
  )

  test.each([
    'evil.example',
    'localhost.evil.example',
    'narrow.example',
    '127.0.0.1.evil.example',
    '[::1',
    'a/b',
    'x@y',
    '[::1]:99999',
    '127.0.0.1:65536',
  ])('%s is refused: a name of another site that points here', async (host) => {
    const { status, text } = await server.ask('/v1/models', { headers: { host } })
    expect(status).toBe(403)
    expect(errorOf(text)).toMatchObject({ type: 'invalid_request_error', code: 'forbidden', param: null })
  })

  test('a page is refused in words', async () => {
    const { status, text, headers } = await server.ask('/', { headers: { host: 'evil.example' } })
    expect(status).toBe(403)
    expect(headers['content-type']).toMatch(/^text\/plain/)
    expect(text).toMatch(/does not go by that host name/)
  })
})

describe('pages of other origins', () => {
  const from = (origin: string) => ({ origin })
  const ownOrigin = () => from(`http://${server.host}`)

  test.each([
    '/v1/threads',
    '/v2/threads',
    '/c/embedded/v1/threads',
    '/c/embedded/v2/threads',
    '/api/c/embedded/v1/threads',
    '/api/connections',
    '/api/connections/embedded/labels',
    '/api/settings/connections',
    '/api/settings/models/endpoints',
    '/api/transfers',
    '/api/projects/any/threads',
    '/c/embedded/api/projects/any/threads',
    '/openai/threads',
    '/openai/v1/threads',
    '/login',
    '/logout',
    '/anything',
  ])('may not post to %s', async (path) => {
    const post = (headers: Record<string, string>) => server.ask(path, { method: 'POST', headers })
    expect((await post(from(other))).status).toBe(403)
    expect((await post(from('null'))).status).toBe(403)
    expect((await post(from('http://127.0.0.1:1'))).status).toBe(403)
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await post({ 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await post(ownOrigin())).status).toBe(200)
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await post({})).status).toBe(200)
  })

  test('may not delete', async () => {
    expect((await server.ask('/v1/threads/t', { method: 'DELETE', headers: from(other) })).status).toBe(403)
  })

  test('may link here, and may not read our data', async () => {
    const get = (path: string, headers: Record<string, string>) => server.ask(path, { headers })
    expect((await get('/embedded', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).status).toBe(200)
    expect((await get('/v1/models', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status).toBe(403)
    expect((await get('/v1/models', from(other))).status).toBe(403)
    expect((await get('/v1/models', { 'sec-fetch-site': 'none' })).status).toBe(200)
  })

  const post = (headers: Record<string, string>) => server.ask('/v1/threads', { method: 'POST', headers })

  test('are known behind a proxy by an allowed name, whatever Host the proxy sends', async () => {
    const status = async (origin: string) => (await post({ host: 'localhost:3000', origin })).status
    expect(await status('https://playground.example')).toBe(200)
    expect(await status('http://playground.example')).toBe(200)
    expect(await status('https://playground.example:8080'), 'another port is to be named').toBe(403)
    expect(await status('https://narrow.example:8443')).toBe(200)
    expect(await status('https://narrow.example')).toBe(403)
    expect((await post({ host: 'narrow.example:8443', origin: 'https://narrow.example:8443' })).status).toBe(200)
  })

  test.each([
    ['localhost:3000', 'http://localhost'],
    ['localhost:3000', 'http://localhost:3001'],
    ['localhost:3000', 'http://127.0.0.1'],
    ['localhost:3000', 'http://127.0.0.1:1'],
    ['127.0.0.1:3000', 'http://127.0.0.1:8080'],
    ['127.0.0.1:3000', 'http://127.0.0.2:3000'],
    ['[::1]:3000', 'http://[::1]:3001'],
    ['mybox:3000', 'http://mybox:8080'],
    ['mybox:3000', 'http://mybox'],
    ['playground.example:3000', 'http://playground.example:8080'],
    ['playground.example:3000', 'http://playground.example'],
    ['localhost:3000', 'chrome-extension://localhost'],
  ])('on %s: %s is another port, whatever names are allowed', async (host, origin) => {
    expect((await post({ host, origin })).status).toBe(403)
  })

  test('are told by the browser too, and neither word outweighs the other', async () => {
    for (const site of ['same-site', 'cross-site']) {
      expect((await post({ ...ownOrigin(), 'sec-fetch-site': site })).status).toBe(403)
    }
    for (const site of ['same-origin', 'none']) {
      expect((await post({ ...ownOrigin(), 'sec-fetch-site': site })).status).toBe(200)
      expect((await post({ ...from(other), 'sec-fetch-site': site })).status).toBe(403)
    }
    const listed = { ...from('https://app.example'), 'sec-fetch-site': 'cross-site' }
    expect((await post(listed)).status, 'CORS_ORIGINS opens the wire').toBe(200)
  })

  test('default ports may be written or left out', async () => {
    expect((await post({ host: 'localhost:80', origin: 'http://localhost' })).status).toBe(200)
    expect((await post({ host: 'playground.example', origin: 'https://playground.example' })).status).toBe(200)
    expect((await post({ host: 'mybox:443', origin: 'https://mybox' })).status).toBe(200)
  })
})

describe('CORS', () => {
  const origin = 'https://app.example'
  const preflight = (path: string, headers: Record<string, string>) =>
    server.ask(path, { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST', ...headers } })

  test('opens the wire to a listed origin', async () => {
    const asked = await preflight('/v1/threads', { origin })
    expect(asked.status).toBe(204)
    expect(asked.headers['access-control-allow-origin']).toBe(origin)
    expect(asked.headers['access-control-allow-methods']).toBe('GET, POST, DELETE')
    const allowed = String(asked.headers['access-control-allow-headers']).split(', ')
    for (const name of ['authorization', 'api-key', 'openai-beta', 'x-stainless-lang', 'x-stainless-poll-helper']) {
      expect(allowed).toContain(name)
    }
    const posted = await server.ask('/v1/threads', { method: 'POST', headers: { origin } })
    expect(posted.status).toBe(200)
    expect(posted.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'Origin' })
    expect(posted.headers['access-control-expose-headers']).toContain('x-request-id')
    expect(posted.headers).not.toHaveProperty('access-control-allow-credentials')
    expect(posted.headers).not.toHaveProperty('cross-origin-resource-policy')
    const named = await server.ask('/c/embedded/v1/threads', { method: 'POST', headers: { origin } })
    expect(named.headers).toMatchObject({ 'access-control-allow-origin': origin })
  })

  test('stays shut for others, and for our own resources', async () => {
    const asked = await preflight('/v1/threads', { origin: other })
    expect(asked.headers).not.toHaveProperty('access-control-allow-origin')
    for (const path of ['/api/connections', '/api/c/embedded/v1/threads', '/embedded']) {
      expect((await preflight(path, { origin })).headers).not.toHaveProperty('access-control-allow-origin')
      expect((await server.ask(path, { method: 'POST', headers: { origin } })).status).toBe(403)
    }
  })
})

describe('what cannot be a request', () => {
  const json = { 'content-type': 'application/json' }

  test('a body that is too large', async () => {
    const post = (size: number) => server.ask('/v2/threads', { method: 'POST', headers: json, body: 'x'.repeat(size) })
    const { status, text } = await post(1025)
    expect(status).toBe(413)
    expect(errorOf(text)).toMatchObject({ code: 'request_too_large' })
    expect((await post(1024)).status).toBe(200)
  })

  test('an export may be larger than any other body', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const post = (path: string) => server.ask(path, { method: 'POST', headers, body: 'x'.repeat(1025) })
    expect((await post('/api/transfers?to=embedded')).status).toBe(200)
    expect((await post('/api/transfers/transfer_1/import')).status).toBe(413)
  })

  test.each(['/v1/files', '/c/azure/openai/files?api-version=1', '/api/c/azure/v1/files', '/api/projects/p/files'])(
    'whoever answers %s says how large a body may be',
    async (path) => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' }
      expect((await server.ask(path, { method: 'POST', headers, body: 'x'.repeat(1025) })).status).toBe(200)
    },
  )

  test.each(['TRACE', 'PROPFIND', 'PURGE'])('%s is no method of any path', async (method) => {
    const { status, text, headers } = await server.ask('/v1/models', { method })
    expect(status).toBe(405)
    expect(errorOf(text)).toMatchObject({ code: 'method_not_allowed' })
    expect(headers.allow).toBe('GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS')
    expect((await server.ask('/embedded', { method })).status).toBe(405)
  })

  test('a path that cannot be decoded', async () => {
    expect((await server.ask('/v1/%zz')).status).toBe(400)
    expect((await server.ask('/v1/threads?q=%zz')).status).toBe(200)
  })
})

describe("a body's type", () => {
  const post = (type: string | undefined, path = '/v1/threads', headers: Record<string, string> = {}) =>
    server.ask(path, { method: 'POST', body: '{}', headers: { ...headers, ...(type && { 'content-type': type }) } })

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
    'application/merge-patch+json',
    'multipart/form-data; boundary=x',
  ])('%s is read', async (type) => expect((await post(type)).status).toBe(200))

  test.each([
    undefined,
    'text/plain',
    'text/plain; a=application/json',
    'text/plain;charset=UTF-8, application/json',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'multipart/mixed; boundary=x',
    'json',
  ])('%s is not', async (type) => {
    const paths = [
      '/v1/threads',
      '/v2/threads',
      '/openai/threads',
      '/c/embedded/v1/threads',
      '/api/c/embedded/v1/threads',
    ]
    for (const path of [...paths, '/api/runs']) {
      const { status, text } = await post(type, path)
      expect([path, status]).toEqual([path, 415])
      expect(errorOf(text)).toMatchObject({ type: 'invalid_request_error', code: 'unsupported_content_type' })
      expect(text).toContain('Content-Type: application/json')
    }
    expect((await post(type, '/v1/threads', { 'transfer-encoding': 'chunked' })).status).toBe(415)
  })

  test('does not matter where there is no body', async () => {
    const headers = { 'content-type': 'text/plain' }
    expect((await server.ask('/v1/threads', { method: 'POST' })).status).toBe(200)
    expect((await server.ask('/v1/threads', { method: 'POST', headers })).status).toBe(200)
    expect((await server.ask('/v1/threads/t', { method: 'DELETE', headers })).status).toBe(200)
    expect((await server.ask('/v1/models', { headers })).status).toBe(200)
  })
})

test('a request of this process that comes back is answered as one, with or without a token', async () => {
  const locked = await startGuarded({ token: 'a-long-enough-secret' })
  for (const { ask } of [server, locked]) {
    for (const path of ['/', '/v1/assistants?limit=1', '/api/connections']) {
      const { status, headers } = await ask(path, { headers: { 'x-playground-instance': 'this-process' } })
      expect(status).toBe(508)
      expect(headers['x-playground-instance']).toBe('this-process')
    }
    const other = await ask('/v1/assistants', { headers: { 'x-playground-instance': 'another' } })
    expect(other.status).not.toBe(508)
  }
  await locked.close()
})

describe('headers', () => {
  test('every answer has an id and says how it may be used', async () => {
    for (const [path, host] of [
      ['/', 'localhost'],
      ['/v1/models', 'localhost'],
      ['/v1/models', 'evil.example'],
    ]) {
      const { headers } = await server.ask(path ?? '', { headers: { host: host ?? '' } })
      expect(headers['x-request-id']).toMatch(/^req_[0-9a-f]{32}$/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
    }
  })

  test('a page runs scripts by a nonce that is new each time, and Next is told it', async () => {
    const policyOf = async () => {
      const { headers, text } = await server.ask('/', { headers: { 'content-security-policy': "'nonce-mine'" } })
      const policy = String(headers['content-security-policy'])
      expect(JSON.parse(text)).toMatchObject({ 'content-security-policy': policy })
      return policy
    }
    const [first, second] = [await policyOf(), await policyOf()]
    const nonceOf = (policy: string) =>
      /script-src 'self' 'nonce-([A-Za-z0-9+/=]{24})' 'strict-dynamic'/.exec(policy)?.[1]
    expect(nonceOf(first)).toBeDefined()
    expect(nonceOf(first)).not.toBe(nonceOf(second))
    expect(first).toContain("frame-ancestors 'none'")
    expect(first).not.toMatch(/script-src[^;]*unsafe/)
  })

  test('an answer of the wire can do nothing as a document', async () => {
    const { headers } = await server.ask('/v1/files/file-1/content')
    expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'; sandbox")
  })

  test('a request cannot bring its own id', async () => {
    const { text, headers } = await server.ask('/v1/models', { headers: { 'x-request-id': 'mine' } })
    expect(JSON.parse(text)).toMatchObject({ 'x-request-id': headers['x-request-id'] })
  })
})

describe('the socket of a page', () => {
  const token = 'a-long-enough-secret'
  const key = { authorization: `Bearer ${token}` }

  test('is let in from our own pages only', async () => {
    const own = { origin: `http://${server.host}` }
    expect(await server.admitsUpgrade(own)).toBe(true)
    expect(await server.admitsUpgrade({ origin: 'http://127.0.0.1:1' }), 'of another port').toBe(false)
    expect(await server.admitsUpgrade({ origin: other })).toBe(false)
    expect(await server.admitsUpgrade({ origin: 'null' })).toBe(false)
    expect(await server.admitsUpgrade({ ...own, host: 'evil.example' })).toBe(false)
  })

  test('needs the token where there is one', async () => {
    const locked = await startGuarded({ token })
    const own = { origin: `http://${locked.host}` }
    expect(await locked.admitsUpgrade(own)).toBe(false)
    expect(await locked.admitsUpgrade({ ...own, authorization: 'Bearer wrong' })).toBe(false)
    expect(await locked.admitsUpgrade({ ...own, ...key })).toBe(true)
    expect(await locked.admitsUpgrade({ origin: 'http://127.0.0.1:1', ...key }), 'of another port').toBe(false)
    await locked.close()
  })
})
