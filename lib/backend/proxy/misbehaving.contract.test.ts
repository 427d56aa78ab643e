// What passes when the upstream misbehaves, over real sockets, and what is recorded of it.
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import { readFrames } from '@/lib/protocol/sse'
import { messageOf, runOf } from '@/lib/run/testing/log'
import { emptyView, fold } from '@/lib/run/fold'
import { threadOf } from '@/lib/backend/store/testing/objects'
import { cut, DONE, frame, json, stream, type Answering } from './testing/loopback'
import { startOverLoopback } from './testing/over-loopback'

const thread = threadOf('thread_1')
const list = (data: readonly object[] = []) =>
  json(200, { object: 'list', data, first_id: '', last_id: '', has_more: false })
const completed = runOf({ status: 'completed', started_at: 1_760_000_000, completed_at: 1_760_000_003 })

/** A backend with a thread and whatever else is said. */
const routes = (more: Readonly<Record<string, Answering>>): Readonly<Record<string, Answering>> => ({
  'GET /base/threads/thread_1': json(200, thread),
  'GET /base/threads/thread_1/messages': list(),
  'GET /base/threads/thread_1/runs': list(),
  'GET /base/threads/thread_1/runs/run_1/steps': list(),
  ...more,
})

type Started = Awaited<ReturnType<typeof startOverLoopback>>

const begin = (wire: Started) => wire.send('POST', '/threads/thread_1/runs', { assistant_id: 'asst_1', stream: true })

/** The run's log as pages read it, to its end. */
async function logOf({ backend }: Started, runId = 'run_1') {
  const response = await backend(new Request(`http://test/api/connections/other/runs/${runId}/events`))
  const log: LoggedEvent[] = []
  if (!response.body || !response.ok) throw new Error(await response.text())
  for await (const { event, data } of readFrames(response.body))
    if (event !== 'done') log.push(JSON.parse(data) as LoggedEvent)
  return log
}

const begun = [
  frame('thread.run.created', runOf()),
  frame('thread.run.queued', runOf()),
  frame('thread.run.in_progress', runOf({ status: 'in_progress', started_at: 1_760_000_000 })),
]
const spoken = (value: string) =>
  frame('thread.message.delta', {
    id: 'msg_1',
    object: 'thread.message.delta',
    delta: { content: [{ index: 0, type: 'text', text: { value, annotations: [] } }] },
  })
const speaking = [
  frame('thread.message.created', {
    ...messageOf('msg_1', null, { run_id: 'run_1' }),
    status: 'in_progress',
    content: [],
  }),
  spoken('Grüße'),
]
const end = [frame('thread.run.completed', completed), DONE]

describe('a stream of an upstream', () => {
  it.each([
    ['with an event that nobody knows', [frame('thread.run.dreaming', { id: 'dream_1', depth: 3 })]],
    [
      'with garbage',
      ['event: thread.run.step.created\ndata: {"id": "step_1", \n\n', 'no field at all\n\n', ': a comment\n\n'],
    ],
    [
      'with a known name and another shape',
      [frame('thread.message.delta', { id: 'msg_1', object: 'thread.message.delta' })],
    ],
    ['with a line break in the name of an event', ['event: thread.run\revent: .odd\r\ndata: {"a":1}\r\n\r\n']],
    [
      'with fields that nobody knows',
      [frame('thread.run.in_progress', { ...runOf({ status: 'in_progress' }), extra: { a: [1] } })],
    ],
  ])('%s passes byte by byte, and the run is recorded to its end', async (_, odd) => {
    const wire = await startOverLoopback()
    const pieces = [...begun, ...speaking, ...odd, ...end]
    wire.loopback.answer(routes({ 'POST /base/threads/thread_1/runs': stream(pieces) }))
    expect(await (await begin(wire)).text()).toBe(pieces.join(''))
    const view = fold(emptyView, await logOf(wire))
    expect(view.run).toMatchObject({ id: 'run_1', status: 'completed' })
    expect(view.stages.map(({ status }) => status)).toEqual(['queued', 'in_progress', 'completed'])
    expect(view.messages).toMatchObject([{ id: 'msg_1', content: [{ text: { value: 'Grüße' } }] }])
    expect(wire.reports).toEqual([])
  })

  it('keeps what it could not read as it was sent', async () => {
    const wire = await startOverLoopback()
    const odd = [frame('thread.run.dreaming', { depth: 3 }), 'event: half\ndata: {"id": \n\n']
    wire.loopback.answer(routes({ 'POST /base/threads/thread_1/runs': stream([...begun, ...odd, ...end]) }))
    await (await begin(wire)).text()
    const unknown = (await logOf(wire)).filter(({ event }) => event === 'playground.unknown').map(({ data }) => data)
    expect(unknown).toMatchObject([
      { event: 'thread.run.dreaming', data: '{"depth":3}' },
      { event: 'half', data: '{"id": ' },
    ])
  })

  it('may be cut within a character', async () => {
    const wire = await startOverLoopback()
    const whole = Buffer.from([...begun, ...speaking, ...end].join(''))
    const middle = whole.indexOf('ü') + 1
    const halves = [whole.subarray(0, middle), whole.subarray(middle)]
    wire.loopback.answer(routes({ 'POST /base/threads/thread_1/runs': stream(halves) }))
    expect(Buffer.from(await (await begin(wire)).arrayBuffer()).equals(whole)).toBe(true)
    expect(fold(emptyView, await logOf(wire)).messages).toMatchObject([{ content: [{ text: { value: 'Grüße' } }] }])
  })

  it('that is cut breaks off for its client, and the run is polled until it rests', async () => {
    const wire = await startOverLoopback()
    wire.loopback.answer(
      routes({
        'POST /base/threads/thread_1/runs': stream([...begun, ...speaking], cut),
        'GET /base/threads/thread_1/runs/run_1': json(200, completed),
      }),
    )
    await expect((await begin(wire)).text()).rejects.toThrow()
    const log = await logOf(wire)
    expect(log.map(({ source }) => source)).toEqual(['stream', 'stream', 'stream', 'stream', 'stream', 'poll'])
    expect(log.at(-1)).toMatchObject({ event: 'thread.run.completed', notBefore: log.at(-2)?.at })
  })

  it('is read to its end when its client goes away', async () => {
    const wire = await startOverLoopback()
    const held: (() => void)[] = []
    const answering: Answering = (request, response) => {
      stream([...begun, ...speaking], () => held.push(() => response.end(end.join(''))))(request, response)
    }
    wire.loopback.answer(routes({ 'POST /base/threads/thread_1/runs': answering }))
    const { body } = await begin(wire)
    const reader = body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await expect.poll(() => held.length).toBe(1)
    held[0]?.()
    expect((await logOf(wire)).at(-1)).toMatchObject({ event: 'thread.run.completed', source: 'stream' })
  })
})

describe('a backend that has only a part of the wire', () => {
  it('has its streams recorded', async () => {
    const wire = await startOverLoopback()
    wire.loopback.answer({ 'POST /base/threads/thread_1/runs': stream([...begun, ...speaking, ...end]) })
    await (await begin(wire)).text()
    expect((await logOf(wire)).at(-1)).toMatchObject({ event: 'thread.run.completed', source: 'stream' })
    expect(await wire.store.threads.get('thread_1')).toMatchObject({ id: 'thread_1' })
    expect(wire.reports).toEqual([])
  })
})

describe('an answer of an upstream', () => {
  it('of 10 MB passes as it is', async () => {
    const wire = await startOverLoopback()
    const text = `{"object":"list","data":["${'x'.repeat(10 * 1024 * 1024)}"]}`
    wire.loopback.answer({
      '*': (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(text),
    })
    expect(await (await wire.send('GET', '/threads/thread_1/messages')).text()).toBe(text)
  })

  it('that is encoded passes encoded, and is recorded', async () => {
    const wire = await startOverLoopback()
    const bytes = gzipSync(JSON.stringify(thread))
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip', 'content-length': bytes.length }
    wire.loopback.answer(
      routes({ 'GET /base/threads/thread_1': (_, response) => void response.writeHead(200, headers).end(bytes) }),
    )
    const answer = await wire.send('GET', '/threads/thread_1')
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
    await expect.poll(() => wire.store.threads.get('thread_1')).toEqual(thread)
  })

  it.each([
    [429, { 'retry-after': '7', 'x-ratelimit-remaining-requests': '0' }],
    [500, { 'x-should-retry': 'false' }],
    [503, { 'retry-after-ms': '1500' }],
  ])('of status %i passes with what it says of trying again', async (status, headers) => {
    const wire = await startOverLoopback()
    const error = { error: { message: 'Not now.', type: 'server_error', param: null, code: null, inner: [1] } }
    wire.loopback.answer({ '*': json(status, error, headers as Record<string, string>) })
    const answer = await wire.send('POST', '/threads', {})
    expect([answer.status, Object.fromEntries(answer.headers), await answer.json()]).toMatchObject([
      status,
      headers,
      error,
    ])
    expect(wire.loopback.asked).toHaveLength(1)
  })

  it('of another type passes and is not read', async () => {
    const wire = await startOverLoopback()
    const html = '<!doctype html><title>Sign in</title>'
    wire.loopback.answer({
      '*': (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(html),
    })
    const answer = await wire.send('GET', '/threads/thread_1')
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, 'text/html', html])
  })

  it('that breaks off breaks off for its client', async () => {
    const wire = await startOverLoopback()
    wire.loopback.answer({
      '*': (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
        response.write('{"id":', () => cut(response))
      },
    })
    await expect(wire.send('GET', '/threads/thread_1').then((answer) => answer.text())).rejects.toThrow()
  })
})

describe('an upstream', () => {
  it('that does not answer in time is a 504, one that is not there a 502, in the protocol’s shape', async () => {
    const wire = await startOverLoopback({ patienceMs: 20 })
    wire.loopback.answer({ '*': () => {} })
    const silent = await wire.refusal('GET', '/threads/thread_1')
    expect(silent).toMatchObject({ status: 504, code: 'account_silent' })
    await wire.loopback.close()
    const gone = await wire.refusal('GET', '/threads/thread_1')
    expect(gone).toMatchObject({ status: 502, code: 'upstream_error' })
    expect(gone.message).toContain('ECONNREFUSED')
  })

  it.each(['http://169.254.169.254/latest/meta-data', '//elsewhere.test/threads'])(
    'is not followed to %s',
    async (location) => {
      const wire = await startOverLoopback()
      wire.loopback.answer({ '*': json(307, {}, { location }) })
      const refusal = await wire.refusal('GET', '/threads/thread_1')
      expect(refusal).toMatchObject({ status: 502 })
      expect(wire.loopback.asked).toHaveLength(1)
    },
  )

  it('is followed to another place of the same origin', async () => {
    const wire = await startOverLoopback()
    wire.loopback.answer(
      routes({ 'GET /base/threads/thread_9': json(302, {}, { location: '/base/threads/thread_1' }) }),
    )
    expect(await (await wire.send('GET', '/threads/thread_9')).json()).toEqual(thread)
  })
})
