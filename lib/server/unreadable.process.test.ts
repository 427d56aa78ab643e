// What the server cannot take as a request is answered in the protocol's shape.
import { expect, test, describe } from 'vitest'
import { ask } from './testing/ask'
import { openRaw, rawRequest } from './testing/raw-connection'
import { useServer } from './testing/use-server'

const used = useServer()

interface ErrorAnswer {
  readonly error: Readonly<Record<string, unknown>>
}

async function sendRaw(bytes: string) {
  const connection = await openRaw(used.server.url)
  connection.send(bytes)
  const [head = '', body = ''] = (await connection.closed).split('\r\n\r\n')
  return { status: Number(head.slice(9, 12)), error: (JSON.parse(body) as ErrorAnswer).error }
}

const closing = { headers: { connection: 'close' } }

describe('a method that no path has', () => {
  test.each([
    ['TRACE', '/v1/models', 405],
    ['TRACE', '/v2/threads', 405],
    ['PROPFIND', '/api/connections', 405],
    ['CONNECT', 'example.com:443', 405],
    ['FROBNICATE', '/v1/models', 501],
  ])('%s %s', async (method, target, status) => {
    const answer = await sendRaw(rawRequest(`${method} ${target}`, closing))
    expect(answer).toMatchObject({ status, error: { type: expect.any(String), message: expect.any(String) } })
  })

  test('on a page', async () => {
    expect((await ask(`${used.server.url}/embedded`, { method: 'TRACE' })).status).toBe(405)
  })
})

test.each(['/v1/threads', '/v2/threads', '/openai/threads', '/api/c/embedded/v1/threads'])(
  'an expectation that nobody knows, at %s',
  async (path) => {
    const headers = { expect: 'banana', 'content-type': 'application/json', 'content-length': '2', connection: 'close' }
    const answer = await sendRaw(rawRequest(`POST ${path}`, { headers, body: '{}' }))
    expect(answer).toMatchObject({ status: 417, error: { message: expect.stringContaining('banana') } })
  },
)

test.each([
  ['a version that is none', 'GET /v1/models HTTP/1.1x\r\n\r\n', 400],
  ['no Host', 'GET /v1/models HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
  ['a header section that is too large', rawRequest('GET /v1/models', { headers: { x: 'x'.repeat(20_000) } }), 431],
  [
    'two lengths',
    'POST /v1/threads HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
    400,
  ],
])('%s', async (_, bytes, status) => {
  expect(await sendRaw(bytes)).toMatchObject({ status, error: { message: expect.any(String) } })
})

// Whoever parses them takes them for paths of the wire, and the guard would for those of pages.
test.each(['/./v1/threads', '/x/../v1/threads', '/x/%2E%2e/v1/threads', '/x/..\\v1/threads', '/\\v1/threads', '/..'])(
  'the target %s, which is another when it is parsed',
  async (target) => {
    const headers = { connection: 'close', 'content-type': 'text/plain', 'content-length': '2' }
    const connection = await openRaw(used.server.url)
    connection.send(rawRequest(`POST ${target}`, { headers, body: '{}' }))
    expect((await connection.closed).slice(9, 12)).toBe('400')
  },
)

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const nested = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)

test.each([
  ['/v1/threads', 'metadata'],
  ['/v1/assistants', 'tools'],
  ['/openai/threads/runs', 'thread'],
  ['/c/embedded/v1/threads', 'messages'],
  ['/v1/threads/thread_1/messages', 'content'],
])('JSON of 100,000 levels at %s is the sender’s mistake', async (path, name) => {
  for (const value of [deep(100_000), nested(100_000), deep(1_000)]) {
    const body = `{"${name}":${value}}`
    const headers = { 'content-type': 'application/json' }
    const { status, text } = await ask(`${used.server.url}${path}`, { method: 'POST', headers, body })
    expect([status, text]).toEqual([400, expect.stringContaining('levels')])
  }
})

test('so is JSON of more members and items than anybody has to say', async () => {
  const headers = { 'content-type': 'application/json' }
  for (const path of ['/v1/threads', '/v2/threads']) {
    const body = `{"messages":[{"role":"user","content":[${'1,'.repeat(200_000)}1]}]}`
    const { text } = await ask(`${used.server.url}${path}`, { method: 'POST', headers, body })
    expect((JSON.parse(text) as ErrorAnswer).error).toMatchObject({
      message: expect.stringContaining('more than 150000 members and items'),
    })
  }
})

test.each(['/v2/assistants', '/v2/threads', '/v2/threads/runs', '/c/embedded/v2/threads/messages'])(
  'and at %s, told as AppBuilder tells it',
  async (path) => {
    const body = `{"metadata":${nested(100_000)}}`
    const headers = { 'content-type': 'application/json' }
    const { text } = await ask(`${used.server.url}${path}`, { method: 'POST', headers, body })
    expect((JSON.parse(text) as ErrorAnswer).error).toMatchObject({ message: expect.stringContaining('levels') })
  },
)

test('the server answers on', async () => {
  expect((await used.client.models.list()).data.length).toBeGreaterThan(0)
  expect(used.server.output()).not.toMatch(/failed|RangeError| at /)
})
