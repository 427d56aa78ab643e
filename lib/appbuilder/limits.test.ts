// How long a call waits, how often it asks, how much it reads.
import { describe, expect, it } from 'vitest'
import type { AppBuilder } from './create-appbuilder'
import {
  AppBuilderAnswerError,
  AppBuilderConnectionError,
  AppBuilderHttpError,
  AppBuilderStreamError,
  AppBuilderTimeoutError,
} from './error'
import { clientOf, streamOf, thrownBy, type Sent } from './testing/gateway'
import { recordedBytes } from './testing/recorded-stream'

const ids = { thread_id: 'thread_1', assistant_id: 'asst_1' }

/** Never answers, unless it is told to stop. */
const silent = ({ init }: Sent) =>
  new Promise<Response>((_, reject) => {
    init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
  })

/** An answer that begins and then says nothing. */
const halfSaid = (bytes: Uint8Array) =>
  new Response(new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(bytes) }))

describe('a gateway that says nothing', () => {
  it('is left after connectMs, and the connection with it', async () => {
    const { client, sent } = clientOf(silent, { timeouts: { connectMs: 1 }, retries: 0 })
    const error = await thrownBy(client.assistants.list())
    expect(error).toBeInstanceOf(AppBuilderTimeoutError)
    expect(error).toBeInstanceOf(AppBuilderConnectionError)
    expect(error).toMatchObject({ message: 'AppBuilder did not answer within 1 ms.', requestId: 'request-1' })
    expect(sent[0]?.init.signal?.aborted).toBe(true)
  })

  it('is waited for by `run`, whose answer begins when the run rests, but not beyond wholeMs', async () => {
    const { client } = clientOf(silent, { timeouts: { connectMs: 1 } })
    const error = await thrownBy(client.threads.runs.run(ids, { timeouts: { wholeMs: 30 } }))
    expect(error).toMatchObject({
      name: 'AppBuilderTimeoutError',
      message: expect.stringContaining('wholeMs') as string,
    })
  })

  it('in the middle of an answer is left after silenceMs', async () => {
    const { client } = clientOf(() => halfSaid(new Uint8Array([123])), { timeouts: { silenceMs: 1 }, retries: 0 })
    expect(await thrownBy(client.assistants.list())).toMatchObject({ message: 'AppBuilder said nothing for 1 ms.' })
  })

  it('in the middle of a stream is left after silenceMs', async () => {
    const { client } = clientOf(() => halfSaid(recordedBytes.subarray(0, 800)))
    const stream = await client.threads.runs.streamRun(ids, { timeouts: { silenceMs: 1 } })
    const read = async () => {
      for await (const event of stream) void event
    }
    expect(await thrownBy(read())).toBeInstanceOf(AppBuilderTimeoutError)
  })
})

describe('a request that failed', () => {
  const away = (status: number, headers: HeadersInit = {}) => new Response('away', { status, headers })

  function failing(...failures: readonly (() => Response)[]) {
    const left = [...failures]
    const pauses: number[] = []
    const { client, sent } = clientOf(() => left.shift()?.() ?? Response.json({ id: 'x_1' }), {
      random: () => 0,
      clock: () => Date.parse('2026-01-01T00:00:00Z'),
      sleep: async (ms) => void pauses.push(ms),
    })
    return { client, sent, pauses }
  }

  it('is repeated where nothing can be done twice, later and later', async () => {
    const lost = () => {
      throw new TypeError('fetch failed')
    }
    const { client, pauses } = failing(lost, () => away(503))
    await client.threads.query({ thread_id: 'thread_1' })
    expect(pauses).toEqual([500, 1_000])
  })

  const effects: ReadonlyArray<readonly [string, (client: AppBuilder) => Promise<unknown>]> = [
    ['a thread', ({ threads }) => threads.create()],
    ['a message', ({ threads }) => threads.messages.create({ thread_id: 'thread_1', content: 'x' })],
    ['a run', ({ threads }) => threads.runs.run(ids)],
    ['a streamed run', ({ threads }) => threads.runs.streamRun(ids)],
    ['a deletion', ({ assistants }) => assistants.delete({ assistant_id: 'asst_1' })],
  ]
  it.each(effects)('is not repeated for %s, which might be done twice', async (_, call) => {
    const { client, sent } = failing(() => away(503))
    expect(await thrownBy(call(client))).toBeInstanceOf(AppBuilderHttpError)
    expect(sent).toHaveLength(1)
  })

  it.each(effects)('is repeated for %s that was refused unread', async (_, call) => {
    const { client, sent } = failing(() => away(429))
    await call(client)
    expect(sent).toHaveLength(2)
  })

  it.each([
    ['3', 3_000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5_000],
  ])('waits as long as it is asked to: %s', async (header, ms) => {
    const { client, pauses } = failing(() => away(429, { 'retry-after': header }))
    await client.assistants.list()
    expect(pauses).toEqual([ms])
  })

  it('is told at once where that would be longer than a minute', async () => {
    const { client, sent } = failing(() => away(429, { 'retry-after': '61' }))
    expect(await thrownBy(client.assistants.list())).toMatchObject({ status: 429, retryAfterMs: 61_000 })
    expect(sent).toHaveLength(1)
  })

  it('is repeated as often as the call says', async () => {
    const { client, sent } = failing(...Array<() => Response>(9).fill(() => away(500)))
    await thrownBy(client.assistants.list({}, { retries: 4 }))
    await thrownBy(client.assistants.list({}, { retries: 0 }))
    expect(sent).toHaveLength(6)
  })

  it('is not repeated once its call is over', async () => {
    const given = new AbortController()
    const reason = new Error('enough')
    const { client } = clientOf(() => away(503), { sleep: async () => given.abort(reason) })
    expect(await thrownBy(client.assistants.list({}, { signal: given.signal }))).toBe(reason)
  })
})

describe('an answer without end', () => {
  const settings = { mostAnswerBytes: 1_000, retries: 0 }
  /** Spaces for as long as anybody reads. */
  const endless = (status = 200) => {
    const source = {
      pull: (controller: ReadableStreamDefaultController<Uint8Array>) =>
        controller.enqueue(new Uint8Array(300).fill(32)),
    }
    return new Response(new ReadableStream<Uint8Array>(source), { status })
  }

  it.each([
    ['as JSON', ({ assistants }: AppBuilder) => assistants.list()],
    ['as a file', ({ assistants }: AppBuilder) => assistants.files.download({ file_id: 'file-1' })],
  ])('is read up to a limit %s', async (_, call) => {
    const { client } = clientOf(() => endless(), settings)
    const error = await thrownBy(call(client))
    expect(error).toBeInstanceOf(AppBuilderAnswerError)
    expect(error).toMatchObject({ message: expect.stringContaining('more than 1000 bytes') as string })
  })

  it('is cut where it only explains a status', async () => {
    const { client } = clientOf(() => endless(400), settings)
    expect(await thrownBy(client.assistants.list())).toMatchObject({ status: 400, body: ' '.repeat(1_000) })
  })

  it('is read up to a limit as one event, but not as a stream of many', async () => {
    const long = new TextEncoder().encode(`event: status\ndata: ${'x'.repeat(2_000)}`)
    const { client } = clientOf(() => streamOf([long]), settings)
    const stream = await client.threads.runs.streamRun(ids)
    expect(await thrownBy(stream.next())).toBeInstanceOf(AppBuilderStreamError)
    expect(recordedBytes.length).toBeGreaterThan(settings.mostAnswerBytes)
    const many = await clientOf(() => streamOf([recordedBytes]), settings).client.threads.runs.streamRun(ids)
    const events: unknown[] = []
    for await (const event of many) events.push(event)
    expect(events).toHaveLength(12)
  })
})
