import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuardedServer, startGuarded } from '../testing/guarded-server'
import { openRaw, rawRequest } from '../testing/raw-connection'

let server: GuardedServer
beforeAll(async () => {
  server = await startGuarded()
})
afterAll(() => server.close())

/** Status and body of the answer to a request with that target. */
async function sent(line: string, headers: Record<string, string> = {}) {
  const connection = await openRaw(`http://${server.host}`)
  connection.send(rawRequest(line, { headers: { connection: 'close', ...headers } }))
  const [head = '', body = ''] = (await connection.closed).split('\r\n\r\n')
  return { status: Number(head.slice(9, 12)), body: JSON.parse(/\{.*\}/s.exec(body)?.[0] ?? '{}') as Body }
}
type Body = Record<string, unknown> & { readonly error?: Record<string, unknown> }

const reached = async (target: string, headers?: Record<string, string>) =>
  (await sent(`GET ${target}`, headers)).body[':path']

describe('a request for the wire', () => {
  test.each([
    ['/v1/threads/', '/v1/threads'],
    ['//v1//threads///thread_1', '/v1/threads/thread_1'],
    ['/v1/', '/v1'],
    ['/openai/threads/?api-version=1&after=//', '/openai/threads?api-version=1&after=//'],
    ['/v1/threads\\x', '/v1/threads%5Cx'],
    ['/api//projects/p/threads/', '/api/projects/p/threads'],
    ['/c/other//openai/threads/', '/c/other/openai/threads'],
    ['/c/other/api/projects/p//threads', '/c/other/api/projects/p/threads'],
    ['http://localhost/v1/threads/', '/v1/threads'],
    ['HTTP://localhost:3000//v2/threads?a=1', '/v2/threads?a=1'],
    ['/v1/models/a%2F%2Fb', '/v1/models/a%2F%2Fb'],
  ])('%s is one for %s', async (target, path) => expect(await reached(target)).toBe(path))

  test('has no header of the pages’ router', async () => {
    const headers = { rsc: '1', 'next-router-state-tree': 'x', 'next-action': 'x', 'x-nextjs-data': '1', accept: 'a/b' }
    const { body } = await sent('GET /v1/threads', headers)
    const { accept, ...rest } = body
    expect(accept).toBe('a/b')
    expect(Object.keys(rest).filter((name) => /^rsc|next/.test(name))).toEqual([])
    for (const page of ['/embedded', '/models', '/models/new']) {
      expect((await sent(`GET ${page}`, { rsc: '1' })).body).toMatchObject({ rsc: '1' })
    }
  })
})

describe('a request for a page', () => {
  test.each([
    ['/embedded/', '/embedded/'],
    ['http://localhost', '/'],
    ['http://localhost?a=1', '/?a=1'],
    ['http://localhost/embedded', '/embedded'],
  ])('%s is one for %s', async (target, path) => expect(await reached(target)).toBe(path))
})

test('the host of an absolute target counts, and not the header', async () => {
  expect((await sent('GET http://evil.example/v1/threads')).status).toBe(403)
  expect((await sent('GET http://localhost/v1/threads', { host: 'evil.example' })).status).toBe(200)
  expect((await sent('GET http://localhost@evil.example/v1/threads')).status).toBe(403)
  expect((await sent('GET ftp://localhost/v1/threads')).status).toBe(400)
})

describe('a base URL that ends before the wire begins', () => {
  test.each([
    ['POST /assistants', '/v1'],
    ['GET /threads/thread_1/runs?limit=1', '/v1'],
    ['GET /models/', '/v1'],
    ['POST //threads', '/v1'],
    ['GET /c/appbuilder/assistants', '/c/appbuilder/v1'],
  ])('%s is told of %s', async (line, base) => {
    const { status, body } = await sent(line, { accept: 'application/json' })
    expect(status).toBe(404)
    expect(body.error).toMatchObject({ type: 'invalid_request_error', code: 'unknown_url', param: null })
    expect(body.error?.message).toContain(`The API is under ${base}:`)
  })

  test.each(['/assistants', '/threads/x', '/embedded/threads', '/'])('browsers get the page of %s', async (path) => {
    expect(await reached(path, { accept: 'text/html,*/*' })).toBe(path)
  })

  test('whoever has no key is told that first', async () => {
    const locked = await startGuarded({ token: 'correct-horse-battery' })
    const answer = await locked.ask('/assistants')
    await locked.close()
    expect([answer.status, JSON.parse(answer.text)]).toEqual([401, { error: expect.objectContaining({}) as object }])
  })
})
