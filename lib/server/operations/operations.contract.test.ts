// What the server says of itself, by its own way of a request: health, metrics, log lines, the audit log and the quota.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type RunningProjects, startProjects } from '../testing/start-projects'

const METRICS_TOKEN = 'scrape-me-if-you-can'
const SECRET = 'narwhal-tusk'

let server: RunningProjects

beforeAll(async () => {
  server = await startProjects({ METRICS_TOKEN, MAX_DATA_BYTES: String(64 * 1024 ** 2) })
})
afterAll(() => server.stop())

const post = (path: string, body: unknown) => server.ask(path, { method: 'POST', body })
const metrics = async (key = METRICS_TOKEN) => server.ask('/metrics', { key })

async function finishedRun() {
  const { json: assistant } = await post('/v1/assistants', { model: 'scripted', instructions: SECRET })
  const { json: thread } = await post('/v1/threads', { messages: [{ role: 'user', content: SECRET }] })
  const { json: run } = await post(`/v1/threads/${String(thread['id'])}/runs`, { assistant_id: assistant['id'] })
  const path = `/v1/threads/${String(thread['id'])}/runs/${String(run['id'])}`
  await vi.waitFor(async () => expect((await server.ask(path)).json['status']).toBe('completed'), { timeout: 20_000 })
  return { thread: String(thread['id']), run: String(run['id']) }
}

describe('health', () => {
  test('it lives from the beginning, and takes work once it is open', async () => {
    expect(await server.ask('/healthz')).toMatchObject({ status: 200, json: { status: 'ok' } })
    expect(await server.ask('/readyz')).toMatchObject({ status: 503, json: { reason: 'starting' } })
    server.operations.opened(server.operated)
    expect(await server.ask('/readyz')).toMatchObject({ status: 200, json: { status: 'ready' } })
  })
})

describe('metrics', () => {
  test('count runs, tokens, turns, transactions and requests, by few labels', async () => {
    const { thread } = await finishedRun()
    await server.ask(`/v1/threads/${thread}`)
    await server.ask('/v1/threads/thread_unknown')
    const { status, text } = await metrics()
    expect(status).toBe(200)
    expect(text).toContain('playground_run_transitions_total{status="completed"} 1')
    expect(text).toContain('playground_tokens_total{kind="completion",model="scripted"}')
    expect(text).toContain('playground_turn_seconds_count{model="scripted",outcome="ok"} 1')
    expect(text).toContain('playground_first_token_seconds_count{model="scripted"} 1')
    expect(text).toContain('playground_run_queue_seconds_count 1')
    expect(text).toMatch(/playground_store_transaction_seconds_count\{outcome="stored"\} \d+/)
    expect(text).toContain('playground_requests_total{route="wire threads",method="GET",status="404"} 1')
    expect(text).toContain('playground_runs_active{status="in_progress"} 0')
    expect(text).toContain('playground_database_up 1')
    expect(text).toContain(`playground_data_limit_bytes ${64 * 1024 ** 2}`)
    expect(text).toMatch(/playground_data_bytes [1-9]/)
    expect(text).toContain('nodejs_eventloop_lag_seconds')
    expect(text).not.toContain(thread)
    expect(text).not.toContain(SECRET)
  })

  test('are for the token, and for who manages all projects', async () => {
    const key = async (scopes: readonly ('read' | 'manage')[]) => {
      const { json } = await post('/api/settings/keys', { name: 'k', scopes, project: null })
      return String(json['secret'])
    }
    expect((await metrics(await key(['manage']))).status).toBe(200)
    expect((await metrics(await key(['read']))).status).toBe(403)
    const ofProject = await server.makeKey({ name: 'p', scopes: ['manage'], project: 'default' })
    expect((await metrics(ofProject.secret)).status).toBe(403)
  })
})

test('a request and a run that ends have a line, without what was said', async () => {
  const { run } = await finishedRun()
  const ofRun = server.lines.find(([message, { run_id }]) => message === 'run' && run_id === run)
  expect(ofRun?.[1]).toMatchObject({ connection: 'embedded', model: 'scripted', status: 'completed', error_code: null })
  const created = server.lines.find(([, { route, method }]) => route === 'wire threads/runs' && method === 'POST')
  expect(created?.[1]).toMatchObject({ status: 200, principal: 'owner', request_id: expect.stringMatching(/^req_/) })
  expect(JSON.stringify(server.lines)).not.toContain(SECRET)
})

test('who changed, deleted and moved out what is told, the newest first', async () => {
  const { thread } = await finishedRun()
  const { secret } = await server.makeKey({ name: 'robot', scopes: ['read', 'run', 'manage'], project: 'default' })
  await server.ask(`/v1/threads/${thread}`, { method: 'DELETE', key: secret })
  await server.ask('/v1/threads/thread_unknown', { method: 'DELETE', key: secret })
  const audit = async (query = '') => {
    const { json } = await server.ask(`/api/settings/audit${query}`)
    return json as { data: { id: string; action: string; object: string; by: { name: string } }[]; has_more: boolean }
  }
  await vi.waitFor(async () => expect((await audit()).data[0]?.action).toBe('object.deleted'))
  const { data } = await audit()
  expect(data[0]).toMatchObject({ object: `/v1/threads/${thread}`, by: { kind: 'key', name: 'robot' } })
  expect(data.filter(({ action }) => action === 'object.deleted')).toHaveLength(1)
  expect(data.map(({ action }) => action)).toEqual(expect.arrayContaining(['key.created', 'object.changed']))
  expect(JSON.stringify(data)).not.toContain(secret)
  const first = await audit('?limit=1')
  expect(first.has_more).toBe(true)
  expect((await audit(`?limit=1&after=${first.data[0]?.id}`)).data[0]?.id).toBe(data[1]?.id)
  expect((await server.ask('/api/settings/audit', { key: secret })).status).toBe(403)
  expect((await server.ask('/api/settings/audit?after=x')).status).toBe(400)
})

describe('over MAX_DATA_BYTES', () => {
  test('nothing new is taken, and the rest goes on', async () => {
    const full = await startProjects({ MAX_DATA_BYTES: String(1_500_000) })
    try {
      full.operations.opened(full.operated)
      const made = await full.ask('/v1/threads', { method: 'POST', body: {} })
      const path = `/v1/threads/${String(made.json['id'])}`
      const upload = () => {
        const body = new FormData()
        body.append('purpose', 'assistants')
        body.append('file', new File(['x'.repeat(700_000)], 'x.txt', { type: 'text/plain' }))
        return full.ask('/v1/files', { method: 'POST', body })
      }
      const answers = [await upload(), await upload(), await upload()]
      const refusal = { status: 507, json: { error: { code: 'insufficient_storage' } } }
      expect(answers.find(({ status }) => status !== 200)).toMatchObject(refusal)
      expect((await full.ask(path)).status).toBe(200)
      expect((await full.ask(path, { method: 'DELETE' })).status).toBe(200)
    } finally {
      await full.stop()
    }
  })
})
