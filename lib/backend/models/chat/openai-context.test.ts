// A conversation that is longer than the model reads: it is asked again with less of it, as far as the run allows.
import { afterEach, describe, expect, it } from 'vitest'
import type { OptionalParameter } from '../remote/adaptations'
import { createContextMemory } from '../remote/context-memory'
import {
  errorReply,
  refusal,
  startFakeChatServer,
  streamReply,
  textFrames,
  type FakeReply,
} from '../testing/fake-chat-server'
import type { ChatTurn } from '../model'
import { chunksOf, inputOf, textOfChunks, user } from '../testing/model-input-fixture'
import { createEndpointModel } from '../endpoint-model'
import { createUpstreams } from '../testing/upstream-fixture'

const { upstream, closeAll } = createUpstreams()
afterEach(closeAll)

const words = 'word '.repeat(200)
const call: ChatTurn = { role: 'calls', calls: [{ id: 'c', name: 'f', arguments: '{}', output: words }] }
const turns: readonly ChatTurn[] = [...Array.from({ length: 20 }, () => [user(words), call]).flat(), user('And now?')]
const round = ['user', 'assistant', 'tool']
const answer = streamReply(textFrames('ok'))
const tooLong = errorReply(400, "This model's maximum context length is 1000 tokens.", 'context_length_exceeded')

const tooLongWithout = errorReply(400, 'Prompt exceeds max length')

describe('a full context', () => {
  it('is asked again with the newest that fits, calls together with their outputs, and says how much was left out', async () => {
    const { server, ask } = await upstream([tooLong, answer])
    const chunks = await ask({ turns, instructions: 'Be brief.' })
    expect(textOfChunks(chunks)).toBe('ok')
    const { messages } = server.requests[1]!.body
    expect(messages.map(({ role }) => role)).toEqual(['system', ...round, ...round, 'user'])
    expect(messages.at(-1)).toMatchObject({ content: 'And now?' })
    expect(chunks[0]).toEqual({ type: 'adapted', left_out: 36, without: [] })
  })

  it('is halved until it fits where no window is told', async () => {
    const { server, ask } = await upstream([tooLongWithout, tooLongWithout, answer])
    const chunks = await ask({ turns })
    const lengths = server.requests.map(({ body }) => body.messages.length)
    expect(lengths).toHaveLength(3)
    expect(lengths[1]!).toBeLessThan(lengths[0]! * 0.6)
    expect(lengths[2]!).toBeLessThan(lengths[1]! * 0.6)
    expect(chunks[0]).toMatchObject({ type: 'adapted' })
  })

  it('is remembered: the next run is asked with what fitted, one of another model with all', async () => {
    const { server, ask } = await upstream([tooLongWithout, answer])
    await ask({ turns })
    const longer = [...turns, user('And then?')]
    const [first] = await ask({ turns: longer })
    await ask({ turns: longer, model: 'another' })
    await ask({ turns: turns.slice(-6) })
    const [all, fitted, next, other, short] = server.requests.map(({ body }) => body.messages.length)
    expect(server.requests).toHaveLength(5)
    expect(next).toBeGreaterThanOrEqual(fitted! - round.length)
    expect(next).toBeLessThanOrEqual(fitted!)
    expect(first).toEqual({ type: 'adapted', left_out: expect.any(Number), without: [] })
    expect(other).toBe(all)
    expect(short).toBe(9)
  })

  it('is asked about again once longer ones have been taken', async () => {
    const memory = createContextMemory()
    memory.refuse('m', 1_000)
    expect(memory.targetFor('m', 1_000)).toBeUndefined()
    memory.fit('m', 500)
    memory.fit('m', 700)
    expect([memory.targetFor('m', 999), memory.targetFor('m', 1_000)]).toEqual([undefined, 700])
    memory.refuse('m', 600)
    expect(memory.targetFor('m', 650)).toBeUndefined()
    memory.fit('m', 600)
    expect(memory.knows('m')).toBe(false)
  })

  it('is known under status 200, too', async () => {
    const told = { error: { message: 'the input length exceeds the context length', type: 'api_error' } }
    const { server, ask } = await upstream([streamReply([told]), answer])
    expect(textOfChunks(await ask({ turns }))).toBe('ok')
    expect(server.requests).toHaveLength(2)
  })

  it('is a failure in words where only the newest message is left', async () => {
    const { server, failure } = await upstream([tooLong])
    const error = await failure({ turns: [user(words)] })
    expect(error).toMatchObject({ code: 'invalid_prompt' })
    expect(error.message).toBe(
      `The model endpoint ${server.host} answered 400: This model's maximum context length is 1000 tokens. ` +
        'No older messages could be left out any more.',
    )
    expect(server.requests).toHaveLength(1)
  })

  it('is a failure in words where the run wants its last messages and no others', async () => {
    const { server, failure } = await upstream([tooLong, answer])
    const error = await failure({ turns, truncation: 'last_messages' })
    expect(error).toMatchObject({ code: 'invalid_prompt' })
    expect(error.message).toContain("Nothing was left out: the run's truncation_strategy is last_messages.")
    expect(server.requests).toHaveLength(1)
  })

  it('is given up after some lengths', async () => {
    const long = Array.from({ length: 2_000 }, () => user('word'))
    const { server, failure } = await upstream([tooLongWithout])
    expect((await failure({ turns: long })).message).toContain('Prompt exceeds max length')
    expect(server.requests).toHaveLength(8)
  })

  it('is none where somebody asks too much at once', async () => {
    const { server, failure } = await upstream([errorReply(429, 'Please reduce the length of the messages.')])
    expect(await failure({ turns })).toMatchObject({ code: 'rate_limit_exceeded' })
    expect(server.requests.every(({ body }) => body.messages.length > 20)).toBe(true)
  })
})

describe('a parameter that is refused', () => {
  const format = { type: 'json_schema', json_schema: { name: 'city', schema: { type: 'object' } } } as const
  const strict = { name: 'f', parameters: { type: 'object', properties: {} }, strict: true }

  it.each([
    ['response_format', errorReply(400, 'This response_format type is unavailable now')],
    ['response_format', refusal(400, { error: { message: 'Unsupported parameter.', param: 'response_format' } })],
    ['strict', refusal(422, { detail: [{ loc: ['body', 'tools', 0, 'function', 'strict'], msg: 'extra' }] })],
    ['parallel_tool_calls', errorReply(400, "Unknown parameter: 'parallel_tool_calls'.")],
    ['tool_choice', errorReply(400, 'tool_choice is not supported for this model')],
    ['reasoning_effort', errorReply(400, 'Unrecognized request argument supplied: reasoning_effort')],
  ] as const)('%s is named, and left out once where that is allowed', async (parameter, reply) => {
    const input = inputOf({
      response_format: format,
      functions: [strict],
      parallel_tool_calls: false,
      tool_choice: 'required',
      reasoning_effort: 'low',
    })
    const refusing = await upstream([reply])
    const error = await refusing.failure(input)
    expect(error).toMatchObject({ code: 'invalid_prompt' })
    expect(error.message).toContain(
      `The endpoint does not take ${parameter}. It is sent without it when the server is started with MODEL_LEAVE_OUT=${parameter}.`,
    )
    expect(refusing.server.requests).toHaveLength(1)

    const server = await serving([reply, answer])
    const model = modelOf(server.baseUrl, [parameter])
    expect((await chunksOf(model(input)))[0]).toEqual({ type: 'adapted', left_out: 0, without: [parameter] })
    expect((await chunksOf(model(input)))[0]).toMatchObject({ type: 'adapted', without: [parameter] })
    expect((await chunksOf(model(inputOf())))[0]).toMatchObject({ type: 'text' })
    const sent = server.requests.map(({ body }) => JSON.stringify(body).includes(`"${parameter}"`))
    expect(sent).toEqual([true, false, false, false])
    await server.close()
  })

  it('stays where its value is wrong', async () => {
    const { failure } = await upstream([errorReply(400, "Invalid schema for response_format 'city'.")])
    expect((await failure({ response_format: format })).message).not.toContain('MODEL_LEAVE_OUT')
  })

  const serving = (replies: readonly FakeReply[]) =>
    startFakeChatServer((_, before) => replies[Math.min(before, replies.length - 1)]!)
  const modelOf = (baseUrl: string, leaveOut: readonly OptionalParameter[]) =>
    createEndpointModel('chat_completions', { baseUrl, apiKey: '', sleep: async () => undefined, leaveOut })
})
