import { describe, expect, it } from 'vitest'
import type { AppBuilder } from './create-appbuilder'
import {
  AppBuilderAnswerError,
  AppBuilderConnectionError,
  AppBuilderHttpError,
  AppBuilderNullError,
  AppBuilderServerError,
  AppBuilderStreamError,
} from './error'
import { clientOf, streamOf, thrownBy } from './testing/gateway'

const ids = { thread_id: 'thread_1', assistant_id: 'asst_1' }

describe('a failure of the gateway', () => {
  it.each([201, 204, 400, 401, 404, 429, 500, 502])('HTTP status %i is one', async (status) => {
    const body = status === 204 ? null : 'no'
    const { client } = clientOf(() => new Response(body, { status, headers: { 'x-appbuilder-request-id': 'theirs' } }))
    const error = await thrownBy(client.assistants.list())
    expect(error).toBeInstanceOf(AppBuilderHttpError)
    expect(error).toMatchObject({ status, body: body ?? '', requestId: 'theirs' })
  })

  it.each([401, 403])('HTTP status %i is about the key, and says so', async (status) => {
    const { client } = clientOf(() => new Response('no', { status }))
    const message = `AppBuilder does not take the token (HTTP status ${status}): no`
    expect(await thrownBy(client.assistants.list())).toMatchObject({ name: 'AppBuilderHttpError', message })
    expect(await thrownBy(client.threads.runs.streamRun(ids))).toMatchObject({ message })
  })

  it('a gateway that cannot be reached is named, without a password in its address', async () => {
    const gateway = 'http://user:password@gateway.test/path'
    const { client } = clientOf(() => Promise.reject(new TypeError('fetch failed')), { gateway })
    const message = 'AppBuilder cannot be reached at gateway.test.'
    expect(await thrownBy(client.assistants.list())).toMatchObject({ name: 'AppBuilderConnectionError', message })
  })

  it.each(['param', 'params'])('a 200 with an error inside is one, with its %s', async (word) => {
    const envelope = {
      error: { code: 'too_long', message: 'metadata is too long', type: 'invalid', [word]: 'metadata' },
    }
    const { client } = clientOf(() => Response.json(envelope))
    const error = await thrownBy(client.assistants.create({ name: 'a' }))
    expect(error).toBeInstanceOf(AppBuilderServerError)
    expect(error).toMatchObject({
      message: 'metadata is too long',
      detail: { code: 'too_long', type: 'invalid', params: 'metadata' },
      requestId: 'request-1',
    })
  })

  it.each([
    ['a text', 'out of service', 'out of service'],
    ['null', null, 'AppBuilder answered with an error.'],
    ['a code that is no number', { code: false, message: 'no' }, 'no'],
    ['a message that is no text', { code: 1, message: { en: 'no' } }, '{"en":"no"}'],
    ['nothing', {}, 'AppBuilder answered with an error.'],
  ])('a 200 whose error is %s is one', async (_, error, message) => {
    const { client } = clientOf(() => Response.json({ id: 'thread_1', error }))
    const thrown = await thrownBy(client.threads.create())
    expect(thrown).toBeInstanceOf(AppBuilderServerError)
    expect(thrown).toMatchObject({ message, requestId: 'request-1' })
  })

  const nameless: ReadonlyArray<readonly [string, (client: AppBuilder) => Promise<unknown>]> = [
    ['an assistant', ({ assistants }) => assistants.create({ name: 'a' })],
    ['an assistant that is looked for', ({ assistants }) => assistants.query({ assistant_id: 'asst_1' })],
    ['a thread', ({ threads }) => threads.create()],
    ['a message', ({ threads }) => threads.messages.create({ thread_id: 'thread_1', content: 'x' })],
    ['a run', ({ threads }) => threads.runs.run(ids)],
    ['a run that is looked for', ({ threads }) => threads.runs.query({ thread_id: 'thread_1', run_id: 'run_1' })],
    ['a file', ({ assistants }) => assistants.files.query({ file_id: 'file-1' })],
  ]
  it.each(nameless)('%s without an id is one, and what was said instead is told', async (_, call) => {
    const { client } = clientOf(() => Response.json({ requestId: 'r', code: 'Overloaded', message: 'Come back later' }))
    const error = await thrownBy(call(client))
    expect(error).toBeInstanceOf(AppBuilderAnswerError)
    expect(error).toMatchObject({ message: expect.stringContaining('Come back later') as string })
  })

  it('null is one', async () => {
    const { client } = clientOf(() => new Response('null'))
    expect(await thrownBy(client.assistants.files.query({ file_id: 'file-1' }))).toBeInstanceOf(AppBuilderNullError)
  })

  it.each(['', '<html>', '[]', '{"data":7}'])('a 200 with %j is one', async (text) => {
    const { client } = clientOf(() => new Response(text))
    expect(await thrownBy(client.assistants.list())).toBeInstanceOf(AppBuilderAnswerError)
  })

  it('no answer is one', async () => {
    const { client } = clientOf(() => Promise.reject(new TypeError('fetch failed')))
    expect(await thrownBy(client.assistants.list())).toBeInstanceOf(AppBuilderConnectionError)
  })

  it.each(['download', 'content'] as const)('a %s that breaks off is one', async (method) => {
    const broken = () =>
      new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new Uint8Array([1])),
        pull: (controller) => controller.error(new TypeError('terminated')),
      })
    const { client } = clientOf(() => new Response(broken()))
    const error = await thrownBy(client.assistants.files[method]({ file_id: 'file-1' }))
    expect(error).toBeInstanceOf(AppBuilderConnectionError)
    expect(error).toMatchObject({ requestId: 'request-1' })
  })

  it('an abort stays an abort', async () => {
    const { client } = clientOf(() => Promise.reject(new TypeError('fetch failed')))
    const reason = new Error('enough')
    expect(await thrownBy(client.assistants.list({}, { signal: AbortSignal.abort(reason) }))).toBe(reason)
  })

  it.each([
    [
      'an error in place of a stream',
      Response.json({ error: { code: 1, message: 'no', type: 't', param: null } }),
      AppBuilderServerError,
    ],
    [
      'an error that its head calls a stream',
      new Response('{\n  "error": {"message": "no"}\n}', { headers: { 'content-type': 'text/event-stream' } }),
      AppBuilderServerError,
    ],
    ['an error of no kind', new Response(new TextEncoder().encode('{"error":"no"}')), AppBuilderServerError],
    ['a page in place of a stream', new Response('<html>'), AppBuilderStreamError],
    ['JSON in place of a stream', Response.json({ id: 'run_1' }), AppBuilderAnswerError],
    [
      'an event that is not JSON',
      streamOf([new TextEncoder().encode('event: status\ndata: {\n\n')]),
      AppBuilderStreamError,
    ],
    ['nothing at all', streamOf([]), AppBuilderStreamError],
    ['a status of its own', new Response('busy', { status: 503 }), AppBuilderHttpError],
  ])('a stream’s is %s', async (_, response, kind) => {
    const { client } = clientOf(() => response)
    expect(await thrownBy(client.threads.runs.streamRun(ids).then((stream) => stream.next()))).toBeInstanceOf(kind)
  })

  it('never carries the key to where a redirect leads', async () => {
    const { client, sent } = clientOf(() => Response.json({}))
    await client.assistants.list()
    expect(sent[0]?.init.redirect).toBe('error')
  })
})

describe('an answer', () => {
  const content = { type: 'text', text: { value: '我是秦始皇，你好' } }

  it.each([
    ['an array', [content]],
    ['one object', content],
  ])('may have its final words as %s', async (_, words) => {
    const final = { type: 'message', message: { message_id: 'chatmsg_1', content: words } }
    const { client } = clientOf(() => Response.json({ id: 'run_1', status: 'completed', final_answer: final }))
    const run = await client.threads.runs.run(ids)
    expect(run.final_answer?.message?.content[0]?.text.value).toBe('我是秦始皇，你好')
  })

  it.each(['step_datail', 'step_details', 'step_detail'])('may spell a step’s details %s', async (word) => {
    const details = { type: 'tool_calls', tool_calls: [{ id: 'call_1' }] }
    const { client } = clientOf(() => Response.json({ id: 'step-1', [word]: details, last_error: '' }))
    const step = await client.threads.runs.steps.query({ thread_id: 't', run_id: 'r', step_id: 'step-1' })
    expect(step.step_details?.tool_calls[0]?.id).toBe('call_1')
    expect(step.step_datail).toBe(step.step_details)
    expect(step.last_error).toBeNull()
  })

  it('may lack anything, and may have more than is known', async () => {
    const { client } = clientOf(() =>
      Response.json({ data: [{ id: 'run_1', log_id: 'l', metadata: null, tools: null }] }),
    )
    const { data, has_more, first_id } = await client.threads.runs.list({ thread_id: 'thread_1' })
    expect(data[0]).toMatchObject({
      id: 'run_1',
      status: 'other',
      started_at: 0,
      tools: [],
      last_error: null,
      log_id: 'l',
    })
    expect({ has_more, first_id }).toEqual({ has_more: false, first_id: '' })
  })

  it('may be empty where it has a word of a closed list', async () => {
    const data = [{ id: 'x_1', role: '', response_format: '' }]
    const { client } = clientOf(() => Response.json({ data }))
    expect((await client.threads.messages.list({ thread_id: 'thread_1' })).data[0]?.role).toBe('user')
    expect((await client.assistants.list()).data[0]?.response_format).toBe('text')
  })

  it.each(['attachment; filename=你.txt', 'attachment; filename="你.txt"'])(
    'names a download: %s',
    async (disposition) => {
      const headers = { 'content-disposition': disposition.replace('你', 'a b') }
      const { client } = clientOf(() => new Response(new Uint8Array([1, 2]), { headers }))
      const { filename, bytes } = await client.assistants.files.download({ file_id: 'file-1' })
      expect({ filename, bytes: [...bytes] }).toEqual({ filename: 'a b.txt', bytes: [1, 2] })
    },
  )
})
