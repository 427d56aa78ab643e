// Answers that are encoded pass as they are, and are recorded decoded.
import { brotliCompressSync, createBrotliCompress, deflateRawSync, deflateSync, gzipSync, createGzip } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ExchangeList, WireExchange } from '@/lib/protocol/exchange'
import { threadOf } from '@/lib/backend/store/testing/objects'
import { runOf } from '@/lib/run/testing/log'
import { DONE, frame, json, type Answering } from './testing/loopback'
import { startOverLoopback } from './testing/over-loopback'

const run = runOf({ status: 'completed', started_at: 1_760_000_000, completed_at: 1_760_000_003 })
const path = '/threads/thread_1/runs/run_1'
const list = json(200, { object: 'list', data: [], first_id: '', last_id: '', has_more: false })

const encoded =
  (bytes: Buffer, encoding: string, type = 'application/json'): Answering =>
  (_, response) =>
    void response.writeHead(200, { 'content-type': type, 'content-encoding': encoding }).end(bytes)

async function start(routes: Readonly<Record<string, Answering>>) {
  const wire = await startOverLoopback()
  const answer = (own: typeof routes) =>
    wire.loopback.answer({
      'GET /base/threads/thread_1': json(200, threadOf('thread_1')),
      'GET /base/threads/thread_1/messages': list,
      'GET /base/threads/thread_1/runs': list,
      'GET /base/threads/thread_1/runs/run_1/steps': list,
      ...own,
    })
  answer(routes)
  const own = async <T>(to: string) =>
    (await (await wire.backend(new Request(`http://test/api/connections/other/runs/run_1${to}`))).json()) as T
  return {
    ...wire,
    answer,
    /** As it passes, byte by byte. */
    async bytesOf(answer: Response) {
      return Buffer.from(await answer.arrayBuffer())
    },
    /** The requests of the run, whole. */
    async exchanges() {
      const { data } = await own<ExchangeList>('/exchanges')
      return Promise.all(data.map(({ number }) => own<WireExchange>(`/exchanges/${number}`)))
    },
  }
}

const text = JSON.stringify(run)

describe('an answer that is encoded', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
  ])('as %s stands decoded on the wire panel', async (encoding, bytes) => {
    const wire = await start({ [`GET /base${path}`]: encoded(bytes, encoding) })
    const answer = await wire.send('GET', path)
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect((await wire.bytesOf(answer)).equals(bytes)).toBe(true)
    const [exchange] = await wire.exchanges()
    expect(exchange?.answer).toMatchObject({ text, bytes: bytes.length, decoded_bytes: text.length, is_cut: false })
    expect(await wire.store.runs.get('run_1')).toMatchObject({ id: 'run_1', status: 'completed' })
  })

  it('is cut by what it decodes to', async () => {
    const long = JSON.stringify({ ...run, instructions: 'x'.repeat(100_000) })
    const wire = await start({ [`GET /base${path}`]: encoded(gzipSync(long), 'gzip') })
    await (await wire.send('GET', path)).arrayBuffer()
    const [exchange] = await wire.exchanges()
    expect(exchange?.answer).toMatchObject({ text: long.slice(0, 65_536), decoded_bytes: long.length, is_cut: true })
  })

  it('in an unknown way passes, has its request on the wire panel, and is reported once', async () => {
    const bytes = Buffer.from('only they can read this')
    const wire = await start({ [`GET /base${path}`]: json(200, run) })
    await (await wire.send('GET', path)).arrayBuffer()
    wire.answer({ [`GET /base${path}`]: encoded(bytes, 'their-own') })
    for (let times = 0; times < 3; times += 1) {
      expect((await wire.bytesOf(await wire.send('GET', path))).equals(bytes)).toBe(true)
    }
    const [, second] = await wire.exchanges()
    expect(second?.answer).toMatchObject({ text: null, bytes: bytes.length, status: 200 })
    expect(second?.answer?.headers).toMatchObject({ 'content-encoding': 'their-own' })
    expect(wire.reports).toEqual([
      "Answers of a backend pass and are not recorded: they are encoded as 'their-own', which is not decoded here.",
    ])
  })

  it('wrongly passes, and says so', async () => {
    const wire = await start({ [`GET /base${path}`]: json(200, run) })
    await (await wire.send('GET', path)).arrayBuffer()
    wire.answer({ [`GET /base${path}`]: encoded(gzipSync(text).subarray(0, 40), 'gzip') })
    await (await wire.send('GET', path)).arrayBuffer()
    expect((await wire.exchanges())[1]).toMatchObject({ failure: 'It could not be decoded.', answer: { status: 200 } })
  })
})

describe('a request', () => {
  const accepting = (accepted: string, to = path) =>
    new Request(`http://test/v1${to}`, { headers: { 'accept-encoding': accepted } })

  it.each([
    ['gzip, deflate, br', 'gzip, deflate, br'],
    ['gzip, br;q=0.5, their-own, *;q=0.1', 'gzip, br;q=0.5'],
    ['their-own', 'identity'],
  ])('that accepts %s asks for %s', async (accepted, asked) => {
    const wire = await start({ [`GET /base${path}`]: json(200, run) })
    await (await wire.toWire(accepting(accepted))).arrayBuffer()
    expect(wire.loopback.asked[0]?.headers['accept-encoding']).toBe(asked)
  })

  it('of which nothing is recorded asks for what its client accepts', async () => {
    const wire = await start({ 'GET /base/files': list })
    await (await wire.toWire(accepting('their-own', '/files'))).arrayBuffer()
    expect(wire.loopback.asked[0]?.headers['accept-encoding']).toBe('their-own')
  })
})

describe('an event stream that is encoded', () => {
  const created = frame('thread.run.created', runOf())
  const rest = [frame('thread.run.in_progress', runOf({ status: 'in_progress', started_at: 1_760_000_000 }))]
  const frames = [created, ...rest, frame('thread.run.completed', run), DONE]
  const POST = `POST /base/threads/thread_1/runs`
  const body = { assistant_id: 'asst_1' }

  it.each([
    ['gzip', gzipSync(frames.join(''))],
    ['br', brotliCompressSync(frames.join(''))],
  ])('as %s passes as it is, and is recorded', async (encoding, bytes) => {
    const wire = await start({ [POST]: encoded(bytes, encoding, 'text/event-stream') })
    const answer = await wire.send('POST', '/threads/thread_1/runs', { ...body, stream: true })
    expect((await wire.bytesOf(answer)).equals(bytes)).toBe(true)
    expect(await wire.exchanges()).toMatchObject([{ method: 'POST', answer: { bytes: bytes.length, text: null } }])
    expect(await wire.store.runs.get('run_1')).toMatchObject({ status: 'completed' })
    expect(wire.reports).toEqual([])
  })

  it.each([
    ['gzip', () => createGzip()],
    ['br', () => createBrotliCompress()],
  ])('as %s is read as it comes, and answers a page', async (encoding, create) => {
    let end = () => {}
    const wire = await start({
      [POST](_, response) {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding })
        const encoder = create()
        encoder.pipe(response)
        encoder.write(created)
        encoder.flush()
        end = () => encoder.end(frames.slice(1).join(''))
      },
    })
    const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const answer = await wire.backend(new Request('http://test/api/c/other/v1/threads/thread_1/runs', init))
    expect(answer.headers.has('content-encoding')).toBe(false)
    expect(await answer.json()).toMatchObject({ id: 'run_1', status: 'queued' })
    end()
    await expect.poll(() => wire.store.runs.get('run_1')).toMatchObject({ status: 'completed' })
  })
})
