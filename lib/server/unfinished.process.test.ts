// What a sender does not finish: without the token it holds nothing for long, and nobody is alarmed about it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from './testing/ask'
import { openRaw, rawRequest } from './testing/raw-connection'
import { type RunningServer, startServer } from './testing/start-server'

const json = { 'content-type': 'application/json' }

describe('a server with an access token', () => {
  const token = 'correct-horse-battery'
  const known = { authorization: `Bearer ${token}` }
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({ env: { ACCESS_TOKEN: token } })
  })
  afterAll(() => server.stop())

  async function begin(bytes: string) {
    const connection = await openRaw(server.url)
    connection.send(bytes)
    return connection
  }

  test('half a request without the token ends in seconds, a slow one with it goes on', async () => {
    const half = { 'content-length': '1000' }
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const slow = await begin(
      rawRequest('POST /v1/threads', { headers: { ...json, ...known, 'content-length': '2' }, body: '{' }),
    )
    const unfinished = await Promise.all([
      begin(''),
      begin('POST /v1/threads HTTP/1.1\r\nHost: local'),
      begin(rawRequest('POST /v1/threads', { headers: { ...json, ...half }, body: '{"me' })),
      begin(rawRequest('POST /v1/threads', { headers: { ...json, 'transfer-encoding': 'chunked' }, body: '5\r\n{' })),
      begin(rawRequest('POST /v2/threads', { headers: { ...json, ...half, authorization: 'Bearer wrong' } })),
      begin(rawRequest('POST /login', { headers: { ...form, ...half }, body: 'token=' })),
      begin(rawRequest('POST /logout', { headers: { ...form, ...half } })),
      begin(rawRequest('GET /embedded', { headers: { ...half, accept: 'text/html' } })),
      begin(rawRequest('POST /v1/threads', { headers: { ...json, ...half, origin: 'https://other.example' } })),
    ])
    const answers = await Promise.all(unfinished.map(({ closed }) => closed))
    const statuses = answers.map((answer) => answer.slice(9, 12))
    expect(statuses).toEqual(['408', '408', '401', '401', '401', '', '303', '401', '403'])
    slow.send('}')
    expect(await slow.heard(/"object"/)).toMatch(/^HTTP\/1.1 200 /)
    await slow.breakOff()
  }, 60_000)

  test('a session that was ended stays ended in the next process', async () => {
    const body = new URLSearchParams({ token, to: '/embedded' }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { dataDir } = server
    const logIn = async (url: string) =>
      String((await ask(`${url}/login`, { method: 'POST', headers, body })).headers['set-cookie']).split(';')[0] ?? ''
    const [stolen, other] = [await logIn(server.url), await logIn(server.url)]
    const statuses = (url: string) =>
      Promise.all(
        [stolen, other].map(async (cookie) => (await ask(`${url}/v1/models`, { headers: { cookie } })).status),
      )
    expect(await statuses(server.url)).toEqual([200, 200])
    const feed = await begin(rawRequest('GET /api/connections/embedded/changes', { headers: { cookie: stolen } }))
    expect(await feed.heard(/\r\n\r\n/)).toMatch(/^HTTP\/1.1 200 /)
    await ask(`${server.url}/logout`, { method: 'POST', headers: { cookie: stolen } })
    expect(await feed.closed, 'what the session was being told has ended').toContain('text/event-stream')
    expect(await statuses(server.url)).toEqual([401, 200])
    await server.kill('SIGKILL')
    server = await startServer({ env: { ACCESS_TOKEN: token }, dataDir })
    expect(await statuses(server.url)).toEqual([401, 200])
  })
})

test('uploads that break off are no errors', async () => {
  const server = await startServer()
  const about = { ...json, 'content-length': '5000' }
  const multipart = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '5000' }
  const chunked = { ...json, 'transfer-encoding': 'chunked' }
  const begun = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf'
  const requests = [
    ...[
      '/v1/assistants',
      '/c/embedded/v1/threads/runs',
      '/openai/threads',
      '/v2/assistants',
      '/v2/threads/runs',
    ].flatMap((path) => [
      rawRequest(`POST ${path}`, { headers: about, body: '{"model":"scri' }),
      rawRequest(`POST ${path}`, { headers: chunked, body: '20\r\n{"model":"scri' }),
    ]),
    rawRequest('POST /v1/files', { headers: multipart, body: begun }),
    rawRequest('POST /v2/storage/files', { headers: multipart, body: begun }),
  ]
  for (const request of requests) {
    const connection = await openRaw(server.url)
    connection.send(request)
    // Answered after it by the same process: the upload has begun.
    expect((await ask(`${server.url}/v1/models`)).status).toBe(200)
    await connection.breakOff()
  }
  expect((await ask(`${server.url}/v1/models`)).status).toBe(200)
  const { output } = await server.stop()
  expect(output).not.toMatch(/fail|error|abort|reset| at /i)
})
