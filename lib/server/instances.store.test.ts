import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { createSealer } from '@/lib/backend/sealing'
import { databases } from '@/lib/backend/store/testing/databases'
import { readEnvironment } from './environment'
import { failureLine } from './failure-line'
import { openBackend } from './open-backend'
import { startProjects } from './testing/start-projects'

async function startAt(url: string, variables: Readonly<Record<string, string>> = {}) {
  const { stop, ...started } = await startProjects({ DATABASE_URL: url, ...variables })
  let stopped: Promise<void> | undefined
  const stopOnce = () => (stopped ??= stop())
  onTestFinished(stopOnce)
  return { ...started, stop: stopOnce }
}

const urlIn = (database: object) => ('url' in database ? String(database.url) : '')

test('what is set or done on one instance holds on every other, and none with other keys starts', async () => {
  const url = urlIn(await databases[1]!.create())
  const [a, b] = [await startAt(url), await startAt(url)]
  const post = { method: 'POST' } as const

  const model = { name: 'm', upstream_name: 'm' }
  const endpoint = { name: 'There', base_url: 'http://127.0.0.1:9/v1', key: 'sk-1', models: [model] }
  expect((await a.ask('/api/settings/models', { ...post, body: endpoint })).text).toContain('There')
  const models = async () => (await b.ask('/api/settings/models')).json
  await expect.poll(models).toMatchObject({ data: [{ name: 'There', has_key: true, is_locked: false }] })
  expect((await b.ask('/v1/models')).text).toContain('"m"')

  const connection = { kind: 'openai', name: 'Far', url: 'http://127.0.0.1:9/v1', key: 'sk-2' }
  expect((await b.ask('/api/settings/connections', { ...post, body: connection })).text).toContain('Far')
  await expect.poll(async () => (await a.ask('/api/connections')).text).toContain('"Far"')
  const renamed = { ...post, body: { name: 'Farther' } }
  expect((await a.ask('/api/settings/connections/far', renamed)).text).toContain('"Farther"')
  await expect.poll(async () => (await b.ask('/api/connections')).text).toContain('"Farther"')
  await b.ask('/api/settings/connections/far', { method: 'DELETE' })
  await expect.poll(async () => (await a.ask('/api/connections')).text).not.toContain('Far')

  const form = new FormData()
  form.append('purpose', 'assistants')
  form.append('file', new File(['x'.repeat(300_000)], 'x.txt'))
  const file = await a.ask('/v1/files', { ...post, body: form })
  const content = `/v1/files/${String(file.json['id'])}/content`
  expect((await b.ask(content)).text).toHaveLength(300_000)

  const project = await a.makeProject('Second')
  const key = await a.makeKey({ project, name: 'k', scopes: ['read', 'run'], expires_at: null })
  const asked = async () => (await b.ask('/v1/threads', { ...post, key: key.secret, body: {} })).status
  await expect.poll(asked).toBe(200)
  await a.ask(`/api/settings/keys/${key.id}`, { method: 'DELETE', project })
  await expect.poll(asked).toBe(401)

  // A create that comes to two of them at a time is done once.
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'one' }
  const made = await Promise.all(
    [a, b, a, b].map(async (on) => (await fetch(`${on.url}/v1/threads`, { ...post, headers, body: '{}' })).json()),
  )
  expect(new Set(made.map(({ id }) => id)).size).toBe(1)

  const environment = readEnvironment({ DATABASE_URL: url, DATA_DIR: a.folder })
  const other = {
    sealer: createSealer(() => Buffer.alloc(32, 2)),
    instance: 'other',
    keys: { fingerprint: () => 'other' },
  }
  const failed = await openBackend(environment, other).catch((error: unknown) => error)
  expect(failureLine(failed)).toMatch(/^This instance has other keys than those .* Set SECRET_KEY/)
})

test('beyond MAX_DATA_BYTES each refuses what is new, whoever stored the rest, and takes it when room was made', async () => {
  const url = urlIn(await databases[1]!.create())
  const before = await startAt(url)
  const { bytes } = (await before.operated.level()).data
  await before.stop()
  const limited = { MAX_DATA_BYTES: String(bytes + 4_000_000) }
  const [a, b] = [await startAt(url, limited), await startAt(url, limited)]
  const post = { method: 'POST' } as const
  async function upload(on: typeof a) {
    const body = new FormData()
    body.append('purpose', 'assistants')
    body.append('file', new File([randomBytes(350_000).toString('hex')], 'x.txt'))
    return on.ask('/v1/files', { ...post, body })
  }
  const thread = `/v1/threads/${String((await a.ask('/v1/threads', { ...post, body: {} })).json['id'])}`
  const say = (on: typeof a) => on.ask(`${thread}/messages`, { ...post, body: { role: 'user', content: 'hi' } })
  const refusal = { status: 507, json: { error: { code: 'insufficient_storage' } } }

  const stored: string[] = []
  for (;;) {
    const { status, json } = await upload(a)
    if (status !== 200) break
    stored.push(String(json['id']))
  }
  expect(stored.length).toBeGreaterThan(2)
  expect(stored.length).toBeLessThan(7)
  // What one has stored counts for the other, within some seconds.
  await expect.poll(() => upload(b)).toMatchObject(refusal)
  await expect.poll(() => upload(a)).toMatchObject(refusal)
  expect((await b.ask(thread)).status).toBe(200)

  // PostgreSQL takes as much room on the disk as before, and what is free in it counts.
  for (const id of stored) expect((await b.ask(`/v1/files/${id}`, { method: 'DELETE' })).status).toBe(200)
  await expect.poll(async () => (await upload(a)).status).toBe(200)
  expect((await say(b)).status).toBe(200)
})

test.each([
  ['postgres://test@127.0.0.1:9/none', /^PostgreSQL at 127\.0\.0\.1:9 cannot be reached\. Is it running/],
  ['none', /^PostgreSQL at 127\.0\.0\.1:\d+ has no database of that name\. Create it first\.$/],
])('says in a line why the database %s cannot be opened', async (name, line) => {
  const at = new URL(urlIn(await databases[1]!.create()))
  if (name === 'none') at.pathname = name
  const environment = readEnvironment({ DATABASE_URL: name === 'none' ? at.href : name })
  const here = { sealer: createSealer(() => Buffer.alloc(32)), instance: 'test', keys: { fingerprint: () => 'test' } }
  const failed = await openBackend(environment, here).catch((error: unknown) => error)
  expect(failureLine(failed)).toMatch(line)
})
