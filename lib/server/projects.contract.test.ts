// Nobody reads another project's object, whatever the route: the routes are those that the server itself has.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Route } from '@/lib/backend/with-routes'
import { listedScope } from './guard/route-scopes'
import { type Asking, type RunningProjects, startProjects } from './testing/start-projects'

const SECRET = 'narwhal-tusk-of-a'
const all = ['read', 'run', 'manage'] as const

let server: RunningProjects
let keyOfA = ''
let keyOfB = ''
let ids: Readonly<Record<string, string>> = {}
let routes: readonly Route[] = []

beforeAll(async () => {
  server = await startProjects()
  for (const name of ['a', 'b']) await server.makeProject(name)
  keyOfA = (await server.makeKey({ name: 'a', scopes: all, project: 'a' })).secret
  keyOfB = (await server.makeKey({ name: 'b', scopes: all, project: 'b' })).secret
  ids = await fill(keyOfA)
  routes = await server.routes('b')
})
afterAll(() => server.stop())

const post = (key: string, body: unknown): Asking => ({ method: 'POST', key, body })
const made = async (path: string, asking: Asking) => String((await server.ask(path, asking)).json['id'])

/** What is still at work changes what can be read. */
const completed = (path: string, key: string) =>
  vi.waitFor(
    async () => {
      const { json } = await server.ask(path, { key })
      expect(json['status']).toBe('completed')
    },
    { timeout: 20_000 },
  )

/** One object of each kind, with the secret in what can be read of it. */
async function fill(key: string): Promise<Record<string, string>> {
  const at = '/v1'
  const assistant = await made(`${at}/assistants`, post(key, { model: 'scripted', name: SECRET }))
  const thread = await made(`${at}/threads`, post(key, { metadata: { note: SECRET } }))
  const message = await made(`${at}/threads/${thread}/messages`, post(key, { role: 'user', content: SECRET }))
  const run = await made(`${at}/threads/${thread}/runs`, post(key, { assistant_id: assistant }))
  await completed(`${at}/threads/${thread}/runs/${run}`, key)
  const steps = (await server.ask(`${at}/threads/${thread}/runs/${run}/steps`, { key })).json as {
    data: { id: string }[]
  }
  const form = new FormData()
  form.append('purpose', 'assistants')
  form.append('file', new File([SECRET], `${SECRET}.txt`, { type: 'text/plain' }))
  const file = await made(`${at}/files`, { method: 'POST', key, body: form })
  const store = await made(`${at}/vector_stores`, post(key, { name: SECRET }))
  const batch = await made(`${at}/vector_stores/${store}/file_batches`, post(key, { file_ids: [file] }))
  await completed(`${at}/vector_stores/${store}/file_batches/${batch}`, key)
  await server.ask(
    '/api/connections/embedded/labels',
    post(key, { kind: 'thread', ids: [thread], add: [SECRET], remove: [] }),
  )
  await server.ask(`/api/connections/embedded/threads/${thread}`, post(key, { title: SECRET }))
  const elsewhere = { kind: 'openai', name: 'Elsewhere', url: `http://127.0.0.1:9/${SECRET}` }
  const connection = await made('/api/settings/connections', post(key, elsewhere))
  const bundle = new FormData()
  bundle.append('file', new File([`{"object":"thread","id":"thread_${SECRET}"}`], `${SECRET}.ndjson`))
  const transfer = await made('/api/transfers?to=embedded~a', { method: 'POST', key, body: bundle })
  const [step = { id: '' }] = steps.data
  return { assistant, thread, message, run, step: step.id, file, store, batch, connection, transfer }
}

/** Whose id stands for a parameter of a path. One that nobody has thought of fails the test. */
function idFor(name: string, path: string): string | undefined {
  if (name === 'id') {
    if (path.includes('/settings/keys')) return 'key_x'
    if (path.includes('/settings/projects')) return 'a'
    if (path.includes('/settings/connections')) return ids['connection']
    if (path.includes('/api/settings/')) return 'x'
    if (/\/transfers\/files/.test(path)) return ids['file']
    if (path.includes('/transfers')) return ids['transfer']
    if (path.includes('/assistants/')) return ids['assistant']
    return path.includes('/runs/') ? ids['run'] : ids['thread']
  }
  const known: Readonly<Record<string, string | undefined>> = {
    ...{ thread_id: ids['thread'], run_id: ids['run'], message_id: ids['message'], step_id: ids['step'] },
    ...{ assistant_id: ids['assistant'], file_id: ids['file'], store_id: ids['store'], batch_id: ids['batch'] },
    ...{ connection: 'embedded~b', project: 'b', index: '0', number: '1', model: 'scripted', 'model{.+}': 'scripted' },
  }
  return known[name]
}

function filled({ path }: Route): string {
  return path.replaceAll(/:([\w-]+(?:\{[^}]*\})?)/g, (_all, name: string) => {
    const id = idFor(name, path)
    if (id === undefined) throw new Error(`Say in this test what stands for :${name} of ${path}.`)
    return id
  })
}

/** All that any route may want of its body. */
const bodyFor = (path: string): unknown => {
  if (/\/messages$/.test(path)) return { role: 'user', content: 'x', thread_id: ids['thread'] }
  if (/\/threads\/runs$/.test(path)) return { assistant_id: ids['assistant'], thread_id: ids['thread'] }
  if (/\/runs$/.test(path)) return { assistant_id: ids['assistant'] }
  if (/\/vector_stores\/[^/]+\/files$/.test(path)) return { file_id: ids['file'] }
  if (/\/file_batches$/.test(path)) return { file_ids: [ids['file']] }
  if (/\/search$/.test(path)) return { query: SECRET }
  if (/\/submit_tool_outputs$/.test(path)) return { tool_outputs: [] }
  if (/\/labels$/.test(path)) return { kind: 'thread', ids: [ids['thread']], add: ['x'], remove: [] }
  if (/^(?:\/c\/[^/]+)?\/v2\//.test(path)) {
    const { thread, run, message, step, file, assistant } = ids
    const named = { thread_id: thread, run_id: run, message_id: message, step_id: step, file_id: file }
    return { ...named, assistant_id: assistant }
  }
  return {}
}

const queries = (path: string) =>
  /\/(?:messages|threads|runs|created|file-uses)$/.test(path)
    ? `?q=${SECRET}&ids=${ids['thread']},${ids['message']}`
    : ''

interface Way extends Route {
  readonly filled: string
}

const methodsOf = ({ method }: Route) => (method === 'ALL' ? ['GET', 'POST', 'DELETE'] : [method])
const ways = (): Way[] =>
  routes.flatMap((route) => methodsOf(route).map((method) => ({ ...route, method, filled: filled(route) })))

const asked = ({ method, filled }: Way, key: string) =>
  server.ask(filled + (method === 'GET' ? queries(filled) : ''), {
    method,
    key,
    ...(/^(?:POST|PUT|PATCH)$/.test(method) && { body: bodyFor(filled) }),
  })

const within = (path: string, project: string) => path.replaceAll('embedded~b', `embedded~${project}`)

test('every route stands in the table of scopes', () => {
  const missing = ways().filter(({ method, filled }) => !listedScope(method, filled))
  expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  expect(routes.length).toBeGreaterThan(150)
})

test(
  'a key of another project gets nothing of it by any route, and changes nothing',
  { timeout: 180_000 },
  async () => {
    // The wire once, and not by each of its addresses.
    const readable = ways().filter(
      ({ method, path }) => method === 'GET' && /^\/(?:v1|api\/(?!c\/|projects\/))/.test(path),
    )
    const asOwn = async () => {
      const found: string[] = []
      for (const way of readable) {
        if (/\/(?:changes|exchanges)\b/.test(way.path)) continue
        const { text } = await asked({ ...way, filled: within(way.filled, 'a') }, keyOfA)
        if (text.includes(SECRET)) found.push(way.path)
      }
      return found
    }
    const before = await asOwn()
    // Else the rest would prove nothing.
    expect(before.length).toBeGreaterThan(25)

    const told: string[] = []
    const refuse = async (way: Way, project: string) => {
      const { status, text } = await asked({ ...way, filled: within(way.filled, project) }, keyOfB)
      const where = `${way.method} ${within(way.path, project)}: ${status}`
      const isInA = within(way.filled, project) !== way.filled
      if (text.includes(SECRET) || (isInA && status < 300) || status >= 500) told.push(where)
    }
    // The wire has nine addresses and one set of handlers: by most of them it is only read.
    const isOther = ({ method, path }: Route) => method !== 'GET' && /\/(?:openai|projects)\//.test(path)
    const tried = ways().filter((way) => !isOther(way) || /settings/.test(way.path))
    const all = tried.flatMap((way) => {
      const isTold = within(way.filled, 'a') !== way.filled
      return [() => refuse(way, 'b'), ...(isTold ? [() => refuse(way, 'a')] : [])]
    })
    while (all.length > 0) await Promise.all(all.splice(0, 16).map((each) => each()))
    expect(told).toEqual([])
    expect(await asOwn()).toEqual(before)
    const thread = await server.ask(`/v1/threads/${ids['thread']}/messages`, { key: keyOfA })
    expect((thread.json as { data: unknown[] }).data).toHaveLength(2)
  },
)

test('connections are called by their own names within a project, and its objects may have ids of another', async () => {
  const names = async (key: string) => {
    const { data } = (await server.ask('/api/connections', { key })).json as { data: { id: string }[] }
    return data.map(({ id }) => id)
  }
  expect(await names(keyOfA)).toEqual(['embedded~a', 'elsewhere~a'])
  expect(await names(keyOfB)).toEqual(['embedded~b'])
  expect((await server.ask(`/c/embedded/v1/threads/${ids['thread']}`, { key: keyOfA })).status).toBe(200)
  expect((await server.ask(`/c/embedded/v1/threads/${ids['thread']}`, { key: keyOfB })).status).toBe(404)
  expect((await server.ask(`/v1/threads/${ids['thread']}`)).status).toBe(404)

  const archive = await fetch(`${server.url}/api/transfers/export/embedded~a`, {
    headers: { authorization: `Bearer ${keyOfA}` },
  })
  const form = new FormData()
  form.append('file', new File([await archive.arrayBuffer()], 'a.zip'))
  const id = await made('/api/transfers?to=embedded', { method: 'POST', key: keyOfB, body: form })
  const status = async () => (await server.ask(`/api/transfers/${id}`, { key: keyOfB })).json['status']
  await expect.poll(status).toBe('checked')
  await server.ask(`/api/transfers/${id}/import`, post(keyOfB, {}))
  await expect.poll(status).toBe('done')
  await server.ask(`/v1/threads/${ids['thread']}`, { method: 'DELETE', key: keyOfB })
  expect((await server.ask(`/v1/threads/${ids['thread']}`, { key: keyOfB })).status).toBe(404)
  expect((await server.ask(`/v1/threads/${ids['thread']}`, { key: keyOfA })).status).toBe(200)
})

test('a project that is deleted takes all with it, and nothing else', async () => {
  const blobs = join(server.folder, 'blobs', 'embedded~a')
  expect(existsSync(blobs)).toBe(true)
  const kept = await made('/v1/threads', post(keyOfB, {}))
  const path = '/api/settings/projects/a?confirm=a'
  expect((await server.ask(path, { method: 'DELETE', key: keyOfA })).status).toBe(403)
  expect((await server.ask(path, { method: 'DELETE' })).status).toBe(200)
  expect((await server.ask('/v1/threads', { key: keyOfA })).status).toBe(401)
  expect((await server.ask(`/c/embedded~a/v1/threads/${ids['thread']}`)).status).toBe(404)
  expect(existsSync(blobs)).toBe(false)
  // One of the same name is another.
  await server.makeProject('a')
  expect((await server.ask(`/c/embedded~a/v1/threads/${ids['thread']}`)).status).toBe(404)
  expect((await server.ask('/api/settings/connections', { project: 'a' })).text).not.toContain(SECRET)
  expect((await server.ask(`/v1/threads/${kept}`, { key: keyOfB })).status).toBe(200)
})
