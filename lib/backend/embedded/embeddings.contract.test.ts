import { afterEach, expect, it } from 'vitest'
import { createEmbeddingSource } from '@/lib/backend/models/embedding-source'
import { createEmbeddings } from '@/lib/backend/models/remote/embeddings'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'
import { found, storeOf, uploadText, indexed } from './testing/vector-stores'
import type { ReadChunks } from './vector-stores/indexer'
import type { StoreSearchPage } from '@/lib/protocol/vector-store'

let wire: TestBackend
afterEach(() => wire.close())

/** An endpoint that knows three subjects, in words that differ from text to text. */
const subjects = [/baby|parental|leave/i, /flight|travel|journey/i, /password|密码/i]

function createEndpoint() {
  const asked: { readonly headers: Headers; readonly input: readonly string[] }[] = []
  /** How the next requests are refused. */
  const refusals: number[] = []
  const fetch = async (_address: string, init?: RequestInit): Promise<Response> => {
    const { input } = JSON.parse(String(init?.body)) as { readonly input: readonly string[] }
    asked.push({ headers: new Headers(init?.headers), input })
    const refusal = refusals.shift()
    if (refusal !== undefined) return Response.json({ error: { message: 'no' } }, { status: refusal })
    const vectorOf = (text: string) => [...subjects.map((subject) => (subject.test(text) ? 1 : 0)), 0.01]
    return Response.json({ data: input.map((text, index) => ({ index, embedding: vectorOf(text) })).toReversed() })
  }
  const settings = {
    url: 'http://embed.test/v1',
    model: 'many-tongues',
    apiKey: 'secret-key',
    fetch,
    sleep: async () => {},
  }
  const source = createEmbeddingSource(createEmbeddings(settings))
  return { asked, refusals, settings, source }
}

const texts = {
  'leave.md': 'Parental leave lasts twenty weeks.',
  'travel.md': 'Every flight is booked by one desk.',
  'mima.txt': '员工可以在登录页面重置密码。',
}

const start = async (endpoint: ReturnType<typeof createEndpoint>) =>
  startEmbedded(createTapes().models, { reading: (read) => read, embeddings: endpoint.source })

it('finds what is meant in other words, and what has the words as before', async () => {
  const endpoint = createEndpoint()
  wire = await start(endpoint)
  const { store } = await storeOf(wire, texts)
  expect(endpoint.asked[0]?.headers.get('authorization')).toBe('Bearer secret-key')
  const first = async (query: string, rest: object = {}) => (await found(wire, store.id, { query, ...rest }))[0]?.[0]
  expect(await first('having a baby')).toBe('leave.md')
  expect(await first('my journey')).toBe('travel.md')
  expect(await first('forgot my password')).toBe('mima.txt')
  expect(await first('weeks')).toBe('leave.md')
  expect(await first('having a baby', { ranking_options: { ranker: 'none' } }), 'by words alone').toBeUndefined()

  const later = await uploadText(wire, 'trips.md', 'A journey of several days needs approval.')
  await wire.call('POST', `/vector_stores/${store.id}/files`, { file_id: later, attributes: { year: 2026 } })
  await indexed(wire, store.id)
  const filters = { type: 'eq', key: 'year', value: 2026 }
  expect(await first('flight', { filters })).toBe('trips.md')
  await wire.call('DELETE', `/vector_stores/${store.id}/files/${later}`)
  expect(await found(wire, store.id, { query: 'journey', filters })).toEqual([])
})

it('leaves an endpoint alone for a minute that failed every time, and asks it again then', async () => {
  const endpoint = createEndpoint()
  let now = Date.now()
  const settings = { reading: (read: ReadChunks) => read, embeddings: endpoint.source, clock: () => now }
  wire = await startEmbedded(createTapes().models, settings)
  endpoint.refusals.push(503, 503, 503, 503, 503)
  const { store } = await storeOf(wire, { 'leave.md': texts['leave.md'] })
  expect(endpoint.asked).toHaveLength(5)
  expect(await found(wire, store.id, { query: 'parental' })).toHaveLength(1)
  await storeOf(wire, { 'travel.md': texts['travel.md'] })
  expect(endpoint.asked, 'not asked').toHaveLength(5)
  now += 60_000
  const later = await storeOf(wire, { 'travel.md': texts['travel.md'] })
  expect(await found(wire, later.store.id, { query: 'my journey' })).toHaveLength(1)
})

it('asks again where that may help, and does without where it does not, and says so', async () => {
  const endpoint = createEndpoint()
  endpoint.refusals.push(503, 429)
  wire = await start(endpoint)
  const { store } = await storeOf(wire, { 'leave.md': texts['leave.md'] })
  expect(await found(wire, store.id, { query: 'having a baby' })).toHaveLength(1)
  endpoint.refusals.push(401)
  expect(await found(wire, store.id, { query: 'parental' })).toHaveLength(1)
  endpoint.refusals.push(401)
  const other = await storeOf(wire, { 'travel.md': texts['travel.md'] })
  expect(other.store.file_counts).toMatchObject({ completed: 1 })
  expect(await found(wire, other.store.id, { query: 'flight' })).toHaveLength(1)
  expect(wire.reports.join('\n')).toContain('The embedding endpoint embed.test cannot be used: it answered with 401.')
  expect(wire.reports.join('\n')).toContain('Chunks were indexed without embeddings')
  expect(wire.reports.join('\n')).not.toContain('secret-key')
})

it('makes the embeddings of what was indexed before a model was chosen, and of another when that is', async () => {
  const endpoint = createEndpoint()
  const source = createEmbeddingSource()
  wire = await startEmbedded(createTapes().models, { reading: (read) => read, embeddings: source })
  const { store } = await storeOf(wire, texts)
  const told = async () => {
    const path = `http://test/api/connections/embedded/vector-stores/${store.id}/embeddings`
    return (await wire.backend(new Request(path))).json()
  }
  const first = async (query: string) => (await found(wire, store.id, { query }))[0]?.[0]
  expect(await told()).toEqual({ model: null, share: 0 })
  expect(await first('having a baby')).toBeUndefined()
  source.choose(createEmbeddings(endpoint.settings))
  await expect.poll(told).toEqual({ model: 'many-tongues', share: 1 })
  expect(await first('having a baby')).toBe('leave.md')
  source.choose(createEmbeddings({ ...endpoint.settings, model: 'other' }))
  await expect.poll(told).toEqual({ model: 'other', share: 1 })
  expect(await first('forgot my password')).toBe('mima.txt')
})

it('scores how well a chunk fits, whether by words or by meaning, so that a threshold means the same', async () => {
  const endpoint = createEndpoint()
  wire = await start(endpoint)
  const { store } = await storeOf(wire, texts)
  const scores = async (query: string, ranking_options: object = {}) => {
    const body = { query, ranking_options }
    const page = await wire.call<StoreSearchPage>('POST', `/vector_stores/${store.id}/search`, body)
    return page.data.map(({ filename, score }) => [filename, score] as const)
  }
  const words = await scores('twenty weeks', { ranker: 'none' })
  const both = await scores('twenty weeks')
  expect(both[0]).toEqual(words[0])
  expect(await scores('twenty weeks', { score_threshold: 0.2 }), 'nothing else passes').toEqual(words)
  expect(await scores('having a baby', { score_threshold: 0.5 })).toEqual([['leave.md', expect.closeTo(1, 1)]])
  expect(await scores('rain on the windowsill', { score_threshold: 0.05 }), 'about something else').toEqual([])
})
