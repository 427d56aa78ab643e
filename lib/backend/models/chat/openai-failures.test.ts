import { afterEach, describe, expect, it } from 'vitest'
import type { Run } from '@/lib/protocol/run'
import {
  errorReply,
  frame,
  refusal,
  silence,
  startFakeChatServer,
  streamReply,
  textFrames,
} from '../testing/fake-chat-server'
import { chunksOf, inputOf, textOfChunks } from '../testing/model-input-fixture'
import { createEndpointModel } from '../endpoint-model'
import { createUpstreams, KEY, stallingModel } from '../testing/upstream-fixture'

const { upstream, closeAll } = createUpstreams()
afterEach(closeAll)

describe('failures', () => {
  it.each([
    [429, 'rate_limit_exceeded'],
    [400, 'invalid_prompt'],
    [413, 'invalid_prompt'],
    [422, 'invalid_prompt'],
    [401, 'server_error'],
    [404, 'server_error'],
    [500, 'server_error'],
    [503, 'server_error'],
  ] satisfies [number, NonNullable<Run['last_error']>['code']][])('%i is %s', async (status, code) => {
    const { server, failure } = await upstream([errorReply(status, 'Because I say so.')])
    const message = `The model endpoint ${server.host} answered ${status}: Because I say so.`
    expect(await failure()).toMatchObject({ code, message })
  })

  it('tries once more after a failure that may pass', async () => {
    const { server, ask } = await upstream([errorReply(503, 'Loading'), streamReply(textFrames('ok'))])
    expect(textOfChunks(await ask())).toBe('ok')
    expect(server.requests).toHaveLength(2)
  })

  it('tries once only', async () => {
    const { server, failure } = await upstream([errorReply(429, 'Slow down')])
    await failure()
    expect(server.requests).toHaveLength(2)
  })

  it('never repeats the key, even if the endpoint does', async () => {
    const { failure } = await upstream([errorReply(401, `Incorrect API key provided: ${KEY}.`)])
    expect((await failure()).message).toContain('Incorrect API key provided: [key].')
  })

  it.each([
    ['plain text', 'no such model', /answered 404: no such model$/],
    ['a string for an error', { error: 'model "x" not found' }, /answered 404: model "x" not found$/],
    ['an error in a list', [{ error: { message: 'API key not valid.' } }], /answered 404: API key not valid\.$/],
    ['a bare object', { object: 'error', message: 'Not here' }, /answered 404: Not here$/],
    ['a page', '<html><body>nginx</body></html>', /answered 404\.$/],
    ['nothing', '', /answered 404\.$/],
  ])('understands a refusal in %s', async (_, body, message) => {
    const { failure } = await upstream([refusal(404, body)])
    expect((await failure()).message).toMatch(message)
  })

  it('says which host cannot be reached', async () => {
    const server = await startFakeChatServer(() => silence)
    await server.close()
    const model = createEndpointModel('chat_completions', {
      baseUrl: `${server.baseUrl}/deep`,
      apiKey: KEY,
      sleep: async () => undefined,
    })
    await expect(chunksOf(model(inputOf()))).rejects.toMatchObject({
      code: 'server_error',
      message: `The model endpoint ${server.host} could not be reached (ECONNREFUSED).`,
    })
  })

  it('says that an answer was cut off in the middle', async () => {
    const { server, failure } = await upstream([streamReply([frame({ content: 'Half an' })], 'cut')])
    const error = await failure()
    expect(error.code).toBe('server_error')
    expect(error.message).toContain(`The answer of the model endpoint ${server.host} was cut off in the middle`)
    expect(error.message).toContain('(the connection was closed)')
  })

  it.each([
    [{ error: { message: 'Overloaded', type: 'server_error' } }, 'server_error'],
    [{ error: { message: 'Slow down', code: 429 } }, 'rate_limit_exceeded'],
    [{ error: { message: 'Too long', type: 'invalid_request_error' } }, 'invalid_prompt'],
  ])('takes over an error inside the stream: %j', async (body, code) => {
    const { failure } = await upstream([streamReply([frame({ content: 'Half' }), body])])
    expect(await failure()).toMatchObject({ code, message: expect.stringContaining(body.error.message) })
  })

  it.each([
    ['{"choices": [', /not JSON/],
    [{ choices: 'none' }, /not a chat-completions chunk/],
  ])('names nonsense: %j', async (nonsense, message) => {
    const { failure } = await upstream([streamReply([nonsense])])
    expect((await failure()).message).toMatch(message)
  })

  it('names an endpoint that does not stream', async () => {
    const { failure } = await upstream([refusal(200, '<html></html>', { 'content-type': 'text/html' })])
    expect((await failure()).message).toMatch(/answered with text\/html instead of a stream of events/)
  })
})

describe('silence and abort', () => {
  it.each([
    ['never answers', undefined],
    ['stalls', [frame({ content: 'Half' })]],
  ])('gives up an endpoint that %s', async (_, frames) => {
    const { model, requestsMade } = stallingModel(frames)
    await expect(chunksOf(model(inputOf()))).rejects.toMatchObject({
      code: 'server_error',
      message: 'The model endpoint models.invalid sent nothing for 0.02 s; it was given up.',
    })
    expect(requestsMade()).toBe(1)
  })

  it('throws the abort reason while waiting, and lets go of the endpoint', async () => {
    const { server, model } = await upstream([streamReply([frame({ content: 'Half' })], 'stalled')])
    const controller = new AbortController()
    const reason = new Error('cancelled by its user')
    const answer = model(inputOf({ signal: controller.signal }))[Symbol.asyncIterator]()
    expect(await answer.next()).toMatchObject({ value: { text: 'Half' } })
    const rest = answer.next()
    controller.abort(reason)
    await expect(rest).rejects.toBe(reason)
    await server.abandoned
  })

  it('throws the abort reason at once while it waits for its second try', async () => {
    const controller = new AbortController()
    const reason = new Error('expired')
    const { upstream: upstreamThatWaits } = createUpstreams({
      sleep(_, signal) {
        queueMicrotask(() => controller.abort(reason))
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      },
    })
    const { server, ask } = await upstreamThatWaits([errorReply(429, 'Slow down')])
    await expect(ask({ signal: controller.signal })).rejects.toBe(reason)
    await server.close()
  })

  it('asks nobody when it is aborted already', async () => {
    const { server, ask } = await upstream([silence])
    const reason = new Error('closing')
    await expect(ask({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(server.requests).toHaveLength(0)
  })

  it('lets go of the endpoint when its reader leaves', async () => {
    const { server, model } = await upstream([streamReply([frame({ content: 'Half' })], 'stalled')])
    for await (const chunk of model(inputOf())) if (chunk.type === 'text') break
    await server.abandoned
  })
})
