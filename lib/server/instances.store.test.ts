import { expect, onTestFinished, test } from 'vitest'
import { createSealer } from '@/lib/backend/sealing'
import { databases } from '@/lib/backend/store/testing/databases'
import { readEnvironment } from './environment'
import { failureLine } from './failure-line'
import { openBackend } from './open-backend'
import { startProjects } from './testing/start-projects'

async function startAt(url: string) {
  const started = await startProjects({ DATABASE_URL: url })
  onTestFinished(started.stop)
  return started
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
