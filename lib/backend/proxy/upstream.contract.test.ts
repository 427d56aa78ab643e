// How each kind of upstream is asked, and what of a client stays here.
import { expect, it } from 'vitest'
import { json } from './testing/loopback'
import { KEY, startOverLoopback } from './testing/over-loopback'

const ofClient = {
  authorization: 'Bearer token-of-this-server',
  'api-key': 'token-of-this-server',
  cookie: 'session=secret',
  origin: 'http://127.0.0.1:3000',
  'openai-organization': 'org_of_client',
  'x-forwarded-for': '10.0.0.1',
  'x-stainless-lang': 'js',
  'idempotency-key': 'key-1',
}

it.each([
  ['openai', {}, 'GET /base/threads/t_1?limit=5', { authorization: `Bearer ${KEY}`, 'openai-beta': 'assistants=v2' }],
  [
    'openai',
    { organization: 'org_1', project: 'p_1' },
    'GET /base/threads/t_1?limit=5',
    { 'openai-organization': 'org_1', 'openai-project': 'p_1' },
  ],
  [
    'azure',
    { apiVersion: '2025-01-01' },
    'GET /base/openai/threads/t_1?limit=5&api-version=2025-01-01',
    { 'api-key': KEY },
  ],
  [
    'azure',
    {},
    'GET /base/openai/threads/t_1?limit=5&api-version=2024-05-01-preview',
    { 'openai-beta': 'assistants=v2' },
  ],
  ['foundry', {}, 'GET /base/threads/t_1?limit=5&api-version=v1', { authorization: `Bearer ${KEY}` }],
  [
    'playground',
    { headers: { 'X-Own': 'yes' } },
    'GET /base/v1/threads/t_1?limit=5',
    { authorization: `Bearer ${KEY}`, 'x-own': 'yes' },
  ],
] as const)('asks %s with %o as %s', async (kind, settings, line, headers) => {
  const { loopback, upstream } = await startOverLoopback({ kind, ...settings })
  loopback.answer({ '*': json(200, { ok: true }) })
  await upstream(new Request('http://any.test/threads/t_1?limit=5&api-version=of-client', { headers: ofClient }))
  const [asked] = loopback.asked
  expect(asked?.line).toBe(line)
  expect(asked?.headers).toMatchObject({ ...headers, 'x-stainless-lang': 'js', 'idempotency-key': 'key-1' })
  const sent = JSON.stringify(asked)
  for (const secret of ['token-of-this-server', 'session=secret', 'org_of_client', '10.0.0.1', '3000"']) {
    expect(sent).not.toContain(secret)
  }
})

it('passes bodies and answers unchanged, whatever is in them', async () => {
  const wire = await startOverLoopback()
  const answer = '{ "id":"thread_x",  "object":"thread", "odd": 1e3, "🙂":"\\u00e9" }'
  wire.loopback.answer({
    '*': (_, response) =>
      void response
        .writeHead(200, {
          'content-type': 'application/json',
          'set-cookie': 'a=b',
          connection: 'x-hop',
          'x-hop': '1',
          'openai-version': '2020-10-01',
        })
        .end(answer),
  })
  const body = '{ "metadata": {"a":"b"}, "unknown": [1, 2.50] }'
  const response = await wire.toWire(
    new Request('http://test/v1/threads', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', expect: '100-continue' },
    }),
  )
  expect(await response.text()).toBe(answer)
  expect(wire.loopback.asked[0]?.body).toBe(body)
  expect(Object.fromEntries(response.headers)).toMatchObject({ 'openai-version': '2020-10-01' })
  expect([...response.headers.keys()]).not.toEqual(expect.arrayContaining(['set-cookie']))
  expect(response.headers.has('x-hop')).toBe(false)
})

it('tells SDKs of a refused key as it was told, and pages that it is the connection’s', async () => {
  const { loopback, backend } = await startOverLoopback()
  loopback.answer({
    '*': json(401, { error: { message: 'Incorrect API key provided.', type: 'invalid_request_error' } }),
  })
  const ask = (path: string) => backend(new Request(`http://playground.test${path}`))
  const told = await ask('/c/other/v1/assistants')
  expect(told.status).toBe(401)
  for (const path of ['/api/c/other/v1/threads/thread_1', '/api/connections/other/threads/thread_1']) {
    const shown = await ask(path)
    expect([shown.status, await shown.json()]).toMatchObject([
      502,
      { error: { code: 'account_key_refused', message: 'Incorrect API key provided.' } },
    ])
  }
})

it('shows assistants as they were last seen while nothing answers, and does not say that there are none', async () => {
  const { loopback, backend } = await startOverLoopback()
  const list = () => backend(new Request('http://playground.test/api/connections/other/assistants'))
  loopback.answer({ '*': json(503, { error: { message: 'Later.', type: 'server_error' } }) })
  expect((await list()).status).toBe(503)
  const assistant = {
    id: 'asst_1',
    object: 'assistant',
    created_at: 1,
    name: 'Far',
    model: 'm',
    tools: [],
    metadata: {},
  }
  loopback.answer({ '*': json(200, { object: 'list', data: [assistant], has_more: false }) })
  expect(await (await list()).json()).toMatchObject({ data: [{ id: 'asst_1' }] })
  loopback.answer({ '*': json(503, { error: { message: 'Later.', type: 'server_error' } }) })
  await expect.poll(async () => (await list()).json()).toMatchObject({ data: [{ id: 'asst_1' }] })
})
