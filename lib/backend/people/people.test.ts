import { describe, expect, test } from 'vitest'
import { type ApiKey, type CreatedKey, PRINCIPAL_HEADER, type Session } from '@/lib/protocol/people'
import { KEY_PREFIX } from './keyring'
import { type Principal, toHeader } from './principal'
import { createTestPeople, ownerIn, peopleInMemory, settingsInMemory } from './testing/people'

const START = Date.UTC(2026, 0, 1)
const inSeconds = (ms: number) => Math.floor(ms / 1_000)

async function start(options: Parameters<typeof createTestPeople>[0] = {}) {
  let now = START
  const table = peopleInMemory()
  const settings = settingsInMemory()
  const people = await createTestPeople({ clock: () => now, settings, table, ...options })
  const backend = people.before(async () => new Response('others'))
  async function ask<T>(
    method: string,
    path: string,
    { by = ownerIn(), body }: { by?: Principal; body?: unknown } = {},
  ) {
    const response = await backend(
      new Request(`http://playground.test/api${path}`, {
        method,
        headers: { [PRINCIPAL_HEADER]: toHeader(by), 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    )
    return { status: response.status, json: (await response.json()) as T & { error?: Record<string, unknown> } }
  }
  return { people, table, settings, ask, pass: (ms: number) => void (now += ms) }
}

const reader = { name: 'reader', scopes: ['read'] }

describe('keys', () => {
  test('are told once, found by their secret, and stored as a digest only', async () => {
    const { ask, people, settings } = await start()
    const { json: key } = await ask<CreatedKey>('POST', '/settings/keys', { body: reader })
    expect(key).toMatchObject({ name: 'reader', scopes: ['read'], project: 'default', created_by: 'owner' })
    expect(key.secret).toMatch(new RegExp(`^${KEY_PREFIX}[\\w-]{43}$`))
    expect(people.keys.find(key.secret)?.id).toBe(key.id)
    expect(people.keys.find(`${key.secret}x`)).toBeUndefined()
    expect(JSON.stringify(await settings.list('api_key'))).not.toContain(key.secret)
    const { json: listed } = await ask<{ data: ApiKey[] }>('GET', '/settings/keys')
    expect(JSON.stringify(listed)).not.toContain(key.secret)
    expect(listed.data).toEqual([{ ...withoutSecret(key), last_used_at: inSeconds(START) }])
  })

  test('count until they are revoked, or their time is over', async () => {
    const { ask, people, pass } = await start()
    const until = { ...reader, expires_at: inSeconds(START) + 60 }
    const { json: short } = await ask<CreatedKey>('POST', '/settings/keys', { body: until })
    const { json: long } = await ask<CreatedKey>('POST', '/settings/keys', { body: { ...reader, name: 'other' } })
    pass(60_000)
    expect(people.keys.find(short.secret)).toBeUndefined()
    expect(people.keys.find(long.secret)).toBeDefined()
    expect((await ask('DELETE', `/settings/keys/${long.id}`)).json).toEqual({ id: long.id, deleted: true })
    expect(people.keys.find(long.secret)).toBeUndefined()
    expect((await ask('DELETE', `/settings/keys/${long.id}`)).status).toBe(404)
  })

  test('give nothing that whoever makes them does not have', async () => {
    const { ask } = await start()
    const by: Principal = { ...ownerIn('a'), scopes: ['read', 'manage'], everywhere: [], projects: ['a'] }
    const asked = async (body: object) => {
      const { status, json } = await ask('POST', '/settings/keys', { by, body: { ...reader, ...body } })
      return [status, json.error?.['code'] ?? null, json.error?.['param'] ?? null]
    }
    expect(await asked({ scopes: ['read', 'run'] })).toEqual([403, 'insufficient_permissions', 'scopes'])
    expect(await asked({ project: null })).toEqual([403, 'insufficient_permissions', 'project'])
    expect(await asked({ project: 'b' })).toEqual([400, null, 'project'])
    expect(await asked({ expires_at: 1 })).toEqual([400, 'invalid_value', 'expires_at'])
    expect(await asked({})).toEqual([200, null, null])
  })

  test('of another project are not seen and not revoked', async () => {
    const { ask } = await start()
    const { json: key } = await ask<CreatedKey>('POST', '/settings/keys', { body: reader })
    const by: Principal = { ...ownerIn('a'), everywhere: [], projects: ['a'] }
    expect((await ask<{ data: ApiKey[] }>('GET', '/settings/keys', { by })).json.data).toEqual([])
    expect((await ask('DELETE', `/settings/keys/${key.id}`, { by })).status).toBe(404)
  })

  test('that another process revoked are out as soon as it tells', async () => {
    const shared = { settings: settingsInMemory(), table: peopleInMemory() }
    const here = await start(shared)
    let tell = () => undefined as void
    const there = await createTestPeople({ ...shared, watch: (changed) => ((tell = changed), () => undefined) })
    const heard = new Promise<void>((resolve) => there.subscribe(resolve))
    const { json: key } = await here.ask<CreatedKey>('POST', '/settings/keys', { body: reader })
    expect(there.keys.find(key.secret)).toBeUndefined()
    tell()
    await heard
    expect(there.keys.find(key.secret)?.name).toBe('reader')
    await here.ask('DELETE', `/settings/keys/${key.id}`)
    const again = new Promise<void>((resolve) => there.subscribe(resolve))
    tell()
    await again
    expect(there.keys.find(key.secret)).toBeUndefined()
  })
})

describe('projects', () => {
  test('are made, renamed, and deleted with their keys when that is confirmed', async () => {
    const erased: string[] = []
    const { ask, people } = await start({ erase: async (project) => void erased.push(project) })
    const { json: made } = await ask<{ id: string }>('POST', '/settings/projects', { body: { name: 'Market Ing!' } })
    expect(made).toMatchObject({ id: 'market-ing', name: 'Market Ing!' })
    expect((await ask('POST', '/settings/projects', { body: { name: 'market ing!' } })).status).toBe(400)
    const renamed = await ask('POST', '/settings/projects/market-ing', { body: { name: 'Sales' } })
    expect(renamed.json).toMatchObject({ id: 'market-ing', name: 'Sales' })
    const by = ownerIn('market-ing')
    const { json: key } = await ask<CreatedKey>('POST', '/settings/keys', { by, body: reader })
    expect((await ask('DELETE', '/settings/projects/market-ing')).status).toBe(400)
    expect((await ask('DELETE', '/settings/projects/default?confirm=default')).status).toBe(409)
    expect([people.projects.has('market-ing'), erased]).toEqual([true, []])
    expect((await ask('DELETE', '/settings/projects/market-ing?confirm=market-ing')).status).toBe(200)
    expect([people.projects.has('market-ing'), erased]).toEqual([false, ['market-ing']])
    expect(people.keys.find(key.secret)).toBeUndefined()
  })

  test('whose deletion broke off are not there, and are deleted by the next start', async () => {
    const settings = settingsInMemory()
    const broken = await start({ settings, erase: async () => Promise.reject(new Error('The disk is away.')) })
    await broken.ask('POST', '/settings/projects', { body: { name: 'a' } })
    await expect(broken.ask('DELETE', '/settings/projects/a?confirm=a')).rejects.toThrow('failed')
    const next = await start({ settings })
    expect(next.people.projects.has('a')).toBe(false)
    await next.people.projects.resume()
    expect(await settings.list('project')).toEqual([])
  })

  test('are seen by those who may', async () => {
    const { ask } = await start()
    await ask('POST', '/settings/projects', { body: { name: 'a' } })
    const by: Principal = { ...ownerIn('a'), projects: ['a'], everywhere: [] }
    const { json } = await ask<Session>('GET', '/session', { by })
    expect(json).toMatchObject({ object: 'session', kind: 'owner', project: 'a', projects: [{ id: 'a' }] })
    expect((await ask<Session>('GET', '/session')).json.projects.map(({ id }) => id)).toEqual(['default', 'a'])
  })
})

test('what was done is told, without secrets, and kept as long as it should be', async () => {
  const { ask, table, people, pass } = await start()
  const { json: key } = await ask<CreatedKey>('POST', '/settings/keys', { body: reader })
  await ask('DELETE', `/settings/keys/${key.id}`)
  const told = await table.audited(10)
  expect(told.map(({ document }) => document)).toMatchObject([
    { action: 'key.revoked', object: key.id, by: { kind: 'owner' } },
    { action: 'key.created', object: key.id, project: 'default', detail: { scopes: 'read' } },
  ])
  expect(JSON.stringify(told)).not.toContain(key.secret)
  pass(86_400_001)
  await people.deleteOld()
  expect(await table.audited(10)).toEqual([])
})

const withoutSecret = ({ secret: _secret, ...key }: CreatedKey): ApiKey => key
