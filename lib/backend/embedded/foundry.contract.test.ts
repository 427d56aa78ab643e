// The addresses of Foundry's clients, which read a list on by its `nextLink` only.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { List } from '@/lib/protocol/list'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'

type Listed = List<{ readonly id: string }> & { readonly nextLink?: string }

const BASE = 'http://internal.test/api/projects/my-project'

let wire: TestBackend
const ids: string[] = []
beforeAll(async () => {
  wire = await startEmbedded(createTapes().models)
  for (let n = 0; n < 25; n += 1) ids.unshift((await wire.assistant()).id)
})
afterAll(() => wire.close())

async function get(url: string, headers: Record<string, string> = {}): Promise<Listed> {
  const response = await wire.backend(new Request(url, { headers }))
  expect(response.status).toBe(200)
  expect(response.headers.get('x-request-id')).toMatch(/^req_/)
  return (await response.json()) as Listed
}

const idsOf = ({ data }: Listed) => data.map(({ id }) => id)

it('reads a list on to its end', async () => {
  const first = await get(`${BASE}/assistants?api-version=v1&limit=20`)
  expect(first.nextLink).toBe(`${BASE}/assistants?api-version=v1&limit=20&after=${ids[19]}`)
  const second = await get(first.nextLink ?? '')
  expect([...idsOf(first), ...idsOf(second)]).toEqual(ids)
  expect(second).not.toHaveProperty('nextLink')
})

it('is whole up to 100 for those who name no limit', async () => {
  const list = await get(`${BASE}/assistants?api-version=v1`)
  expect(idsOf(list)).toEqual(ids)
  expect(list).not.toHaveProperty('nextLink')
})

it('reads on backwards', async () => {
  const first = await get(`${BASE}/assistants?limit=10&before=${ids[15]}`)
  expect(idsOf(first)).toEqual(ids.slice(5, 15))
  const second = await get(first.nextLink ?? '')
  expect(idsOf(second)).toEqual(ids.slice(0, 5))
})

it('leads to where the request went', async () => {
  const { nextLink } = await get(`${BASE}/assistants?limit=9`, {
    host: 'play.example:8443',
    'x-forwarded-proto': 'https, http',
  })
  expect(nextLink).toMatch(/^https:\/\/play\.example:8443\/api\/projects\/my-project\/assistants\?limit=9&after=asst_/)
  const odd = await get(`${BASE}/assistants?limit=9`, { 'x-forwarded-proto': 'javascript' })
  expect(odd.nextLink).toMatch(/^http:\/\/internal\.test\//)
})

it('is the wire in all else', async () => {
  const made = await wire.backend(new Request(`${BASE}/threads?api-version=v1`, { method: 'POST' }))
  const { id } = (await made.json()) as { id: string }
  expect(idsOf(await get(`${BASE}/threads`))).toContain(id)
  expect(await get('http://internal.test/v1/assistants')).not.toHaveProperty('nextLink')
  const unknown = await wire.backend(new Request(`${BASE}/nothing`))
  expect([unknown.status, await unknown.json()]).toMatchObject([404, { error: { code: 'unknown_url' } }])
})
