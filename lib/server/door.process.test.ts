// The whole way of a request: our server, the guard, Next, the backend.
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from './testing/ask'
import { openRaw, rawRequest, sendBeforeReading } from './testing/raw-connection'
import { type RunningServer, startServer } from './testing/start-server'

const errorOf = (text: string) => (JSON.parse(text) as { error: Record<string, unknown> }).error
const json = { 'content-type': 'application/json' }
const page = { accept: 'text/html' }

describe('a server on this machine', () => {
  let server: RunningServer
  /** An account that takes requests and never answers: how many came, and how many were given up. */
  const silent = { asked: 0, givenUp: 0 }
  const account = createServer((asked) => {
    silent.asked += 1
    asked.on('close', () => (silent.givenUp += 1))
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => account.listen(0, '127.0.0.1', resolve))
    const gateway = `http://127.0.0.1:${(account.address() as AddressInfo).port}`
    const env = { APPBUILDER_TOKEN: 'any-key', APPBUILDER_GATEWAY: gateway }
    server = await startServer({ pages: true, env: { ...env, MAX_BODY_BYTES: '4096', SCRIPTED_PACE_MS: '30' } })
  })
  afterAll(async () => {
    await server.stop()
    account.closeAllConnections()
    account.close()
  })

  test.each([
    ['GET', '/v1', 404],
    ['GET', '/v1/nothing', 404],
    ['PUT', '/v1/models', 404],
    ['PATCH', '/v1/threads/thread_1', 404],
    ['GET', '/api/nothing', 404],
    ['GET', '/c/embedded/v1/nothing', 404],
    ['GET', '/api/c/embedded/v1/nothing', 404],
    ['POST', '/api/c/embedded/v1/assistants', 400],
    ['GET', '/openai/nothing', 404],
    ['GET', '/v1/%zz', 400],
    ['POST', '/v1/assistants', 400],
  ])("%s %s is answered in the protocol's shape", async (method, path, status) => {
    const body = method === 'POST' ? '{"model":' : undefined
    const answer = await ask(server.url + path, { method, headers: json, ...(body && { body }) })
    expect(answer.status).toBe(status)
    expect(errorOf(answer.text)).toMatchObject({ message: expect.any(String), type: 'invalid_request_error' })
    expect(answer.text).not.toMatch(/node_modules|\bat .+:\d+:\d+|\/lib\//)
    expect(answer.headers['x-request-id']).toMatch(/^req_/)
  })

  test('a connection to its own address is refused, by whatever name', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const url = new URL('/v1', server.url)
      url.hostname = host
      const body = JSON.stringify({ kind: 'openai', name: 'Myself', url: url.href, key: 'any' })
      const { status, text } = await ask(`${server.url}/api/settings/connections`, {
        method: 'POST',
        headers: json,
        body,
      })
      expect(status).toBe(400)
      expect(errorOf(text)).toMatchObject({ param: 'url', code: 'own_address' })
    }
  })

  test('HEAD is answered without a body', async () => {
    const { status, text } = await ask(`${server.url}/v1/models`, { method: 'HEAD' })
    expect({ status, text }).toEqual({ status: 200, text: '' })
  })

  test.each([
    ['/v1/models/', {}],
    ['//v1//models', {}],
    ['/v1/models', { rsc: '1', 'next-router-prefetch': '1', 'next-url': '/embedded' }],
    ['http://localhost/v1/models', {}],
    ['http://localhost//openai/models/?api-version=1', {}],
  ])('%s with %j is answered by the wire', async (target, headers) => {
    const connection = await openRaw(server.url)
    connection.send(rawRequest(`GET ${target}`, { headers: { connection: 'close', ...headers } }))
    const answer = await connection.closed
    expect(answer).toMatch(/^HTTP\/1.1 200 /)
    expect(answer).toContain('"object":"list"')
  })

  test('Foundry’s clients read on where they began', async () => {
    for (const name of ['one', 'two']) {
      const body = JSON.stringify({ model: 'scripted', name })
      await ask(`${server.url}/api/projects/p/assistants?api-version=v1`, { method: 'POST', headers: json, body })
    }
    const { text } = await ask(`${server.url}/api/projects/p/assistants?api-version=v1&limit=1`)
    const { nextLink } = JSON.parse(text) as { nextLink: string }
    expect(nextLink).toContain(`${server.url}/api/projects/p/assistants?api-version=v1&limit=1&after=asst_`)
    expect(JSON.parse((await ask(nextLink)).text)).toMatchObject({ data: [{ name: 'one' }] })
  })

  test('a base URL without /v1 is told to programs; browsers get a page', async () => {
    const told = await ask(`${server.url}/threads`, { method: 'POST', headers: json, body: '{}' })
    expect(told.status).toBe(404)
    expect(errorOf(told.text).message).toContain('/v1')
    const shown = await ask(`${server.url}/assistants`, { headers: page })
    expect([shown.status, shown.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
  })

  test('a page runs no script without the nonce of its own answer', async () => {
    const { status, headers, text } = await ask(`${server.url}/embedded`, { headers: page })
    expect(status).toBe(200)
    const policy = String(headers['content-security-policy'])
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
    expect(policy).not.toMatch(/script-src[^;]*'unsafe/)
    const scripts = text.match(/<script[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    expect(text).not.toMatch(/<[a-z][^>]*\son[a-z]+=/)
  })

  test('what browsers load comes as the build has compressed it, and stays with them', async () => {
    const { text } = await ask(`${server.url}/embedded`, { headers: page })
    const script = /<script src="(\/_next\/static\/[^"]+\.js)"/.exec(text)?.[1] ?? 'none'
    const load = (path: string, encoding = '') => ask(server.url + path, { headers: { 'accept-encoding': encoding } })
    const plain = await load(script)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.text).toContain('function')
    const { headers } = await load(script, 'gzip, deflate, br')
    expect(headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/javascript',
      'cache-control': 'public,max-age=31536000,immutable',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    })
    expect(Number(headers['content-length'])).toBeLessThan(plain.text.length / 2)
    for (const path of ['none.js', '../BUILD_ID', '%2e%2e/BUILD_ID', '..%2fBUILD_ID']) {
      expect((await load(`/_next/static/${path}`)).status, path).toBe(404)
    }
  })

  test.each(['threads/thread_gone', 'threads/thread_gone/runs/run_gone', 'assistants/asst_gone'])(
    'the tab of /%s says that nothing is there',
    async (path) => {
      const { text } = await ask(`${server.url}/embedded/${path}`, { headers: page })
      expect(text).toContain('<title>Not found · Assistants Playground</title>')
    },
  )

  test('a page is sent whole while an account is waited for', async () => {
    const { text } = await ask(`${server.url}/appbuilder/threads/thread_unseen`, { headers: page })
    expect(text).toContain('</html>')
    expect(silent.asked).toBeGreaterThan(0)
    expect(silent.givenUp).toBe(0)
  })

  test('names of other sites and their pages are refused', async () => {
    expect((await ask(`${server.url}/v1/models`, { headers: { host: 'evil.example' } })).status).toBe(403)
    expect((await ask(`${server.url}/embedded`, { headers: { host: 'evil.example' } })).status).toBe(403)
    const headers = { ...json, origin: 'https://evil.example' }
    expect((await ask(`${server.url}/v1/threads`, { method: 'POST', headers, body: '{}' })).status).toBe(403)
  })

  test('a body that is too large is refused, declared or not', async () => {
    const body = JSON.stringify({ metadata: { text: 'x'.repeat(5000) } })
    const declared = await ask(`${server.url}/v1/threads`, { method: 'POST', headers: json, body })
    expect(declared.status).toBe(413)
    expect(errorOf(declared.text)).toMatchObject({ code: 'request_too_large' })
    const headers = { ...json, 'transfer-encoding': 'chunked' }
    const chunked = await ask(`${server.url}/v1/threads`, { method: 'POST', headers, body })
    expect(chunked.status).toBe(413)
    expect(errorOf(chunked.text)).toMatchObject({ code: 'request_too_large' })
  })

  test.each(['/v1', '/api/c/embedded/v1'])('who sends all of it before reading hears that, too: %s', async (base) => {
    const headers = { ...json, 'transfer-encoding': 'chunked' }
    const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`
    const body = [...Array.from({ length: 20 }, () => chunk), '0\r\n\r\n']
    const answer = await sendBeforeReading(server.url, [rawRequest(`POST ${base}/threads`, { headers }), ...body])
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
    expect(answer).toContain('request_too_large')
  })

  test.each(['/v1', '/api/c/embedded/v1'])('events come one by one, not when the run is over: %s', async (base) => {
    const created = await ask(`${server.url}${base}/assistants`, {
      method: 'POST',
      headers: json,
      body: '{"model":"scripted"}',
    })
    const { id } = JSON.parse(created.text) as { id: string }
    const pieces = await stream(`${server.url}${base}/threads/runs`, {
      assistant_id: id,
      stream: true,
      thread: { messages: [{ role: 'user', content: 'Hello there, who are you?' }] },
    })
    expect(pieces.headers['content-type']).toMatch(/^text\/event-stream/)
    expect(pieces.headers).not.toHaveProperty('content-encoding')
    // A busy reader finds several events in one piece, but not all of them.
    expect(pieces.chunks.length).toBeGreaterThan(1)
    expect(pieces.chunks[0]).not.toContain('thread.run.completed')
    expect(pieces.chunks.join('')).toContain('event: thread.run.completed')
  })
})

describe('a server with an access token', () => {
  const token = 'correct-horse-battery'
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({
      pages: true,
      env: { ACCESS_TOKEN: token, HOST: '0.0.0.0', ALLOWED_HOSTS: 'playground.example' },
    })
  })
  afterAll(() => server.stop())

  test('never prints the token', () => expect(server.output()).not.toContain(token))

  test('the wire takes it as the API key', async () => {
    const models = (headers: Record<string, string>) => ask(`${server.url}/v1/models`, { headers })
    expect((await models({ authorization: `Bearer ${token}` })).status).toBe(200)
    const refused = await models({ authorization: 'Bearer sk-something-else' })
    expect(refused.status).toBe(401)
    expect(errorOf(refused.text)).toMatchObject({ code: 'invalid_api_key' })
    expect(refused.text).not.toContain('sk-something-else')
  })

  test('pages ask for it once', async () => {
    const asked = await ask(`${server.url}/embedded`, { headers: page })
    expect(asked.status).toBe(401)
    expect(asked.text).toContain('name="token"')
    const login = await ask(`${server.url}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url },
      body: new URLSearchParams({ token, to: '/embedded' }).toString(),
    })
    expect(login.status).toBe(303)
    expect(login.headers.location).toBe('/embedded')
    const cookie = String(login.headers['set-cookie']).split(';')[0] ?? ''
    expect((await ask(`${server.url}/embedded`, { headers: { ...page, cookie } })).status).toBe(200)
    expect((await ask(`${server.url}/api/connections`, { headers: { cookie } })).status).toBe(200)
  })

  test("answers to its proxy's name", async () => {
    const headers = { host: 'playground.example', authorization: `Bearer ${token}` }
    expect((await ask(`${server.url}/v1/models`, { headers })).status).toBe(200)
  })
})

/** Posts and collects what arrives, piece by piece. */
function stream(url: string, body: object): Promise<{ headers: Record<string, unknown>; chunks: string[] }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', headers: { ...json, 'accept-encoding': 'gzip' } }, (response) => {
      const chunks: string[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')))
      response.on('end', () => resolve({ headers: response.headers, chunks }))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(JSON.stringify(body))
  })
}
