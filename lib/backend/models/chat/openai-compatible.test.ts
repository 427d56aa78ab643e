import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { errorReply, frame, refusal, streamReply, textFrames, usageFrame } from '../testing/fake-chat-server'
import type { ModelChunk, ModelInput } from '../model'
import { chunksOf, inputOf, textOfChunks, user } from '../testing/model-input-fixture'
import { createEndpointModel } from '../endpoint-model'
import { createUpstreams, KEY, stallingModel } from '../testing/upstream-fixture'

const { upstream, closeAll } = createUpstreams()
afterEach(closeAll)

const total = { name: 'calculate_total', description: 'Adds prices', parameters: { type: 'object' } }
const returning = { ...total, parameters: { type: 'object', 'x-responses': { type: 'object' } } }
const sleep = async () => undefined
const finishOf = (chunks: readonly ModelChunk[]) => chunks.at(-1)

describe('the request', () => {
  it('carries instructions, turns, calls and settings', async () => {
    const { server, ask } = await upstream([streamReply(textFrames('ok'))])
    const turns: ModelInput['turns'] = [
      {
        role: 'user',
        content: [
          { type: 'text', text: { value: 'Look', annotations: [] } },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: { value: 'One moment', annotations: [] } }] },
      { role: 'calls', calls: [{ id: 'call_1', name: 'calculate_total', arguments: '{"a":1}', output: '3' }] },
      user('Thanks'),
    ]
    await ask({
      instructions: 'Be brief',
      turns,
      functions: [returning],
      tool_choice: { type: 'function', function: { name: 'calculate_total' } },
      parallel_tool_calls: false,
      response_format: { type: 'json_object' },
      temperature: 0.2,
      top_p: 0.9,
      reasoning_effort: 'low',
      max_completion_tokens: 300,
    })
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
    expect(server.requests[0]?.body).toEqual({
      model: 'some-model',
      stream: true,
      stream_options: { include_usage: true },
      messages: [
        { role: 'system', content: 'Be brief' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
          ],
        },
        {
          role: 'assistant',
          content: 'One moment',
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'calculate_total', arguments: '{"a":1}' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '3' },
        { role: 'user', content: 'Thanks' },
      ],
      tools: [{ type: 'function', function: total }],
      tool_choice: { type: 'function', function: { name: 'calculate_total' } },
      parallel_tool_calls: false,
      response_format: { type: 'json_object' },
      temperature: 0.2,
      top_p: 0.9,
      reasoning_effort: 'low',
      max_completion_tokens: 300,
    })
  })

  it('leaves out what is not set or at its default, and all of the tools when there are none', async () => {
    const { server, ask } = await upstream([streamReply(textFrames('ok'))])
    await ask({ tool_choice: 'required', temperature: 1, top_p: 1 })
    const sent = Object.keys(server.requests[0]?.body ?? {})
    expect(sent.sort()).toEqual(['messages', 'model', 'stream', 'stream_options'])
  })

  it('does not insist on a call whose output is there', async () => {
    const { server, ask } = await upstream([streamReply(textFrames('ok'))])
    const calls = [{ id: 'call_1', name: 'calculate_total', arguments: '{}', output: '3' }]
    await ask({ functions: [total], tool_choice: 'required', turns: [user('Go'), { role: 'calls', calls }] })
    expect(server.requests[0]?.body).not.toHaveProperty('tool_choice')
  })

  it('has no two messages of one role in a row', async () => {
    const { server, ask } = await upstream([streamReply(textFrames('ok'))])
    const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } } as const
    await ask({
      turns: [
        user('Hello?'),
        user('Are you there?'),
        { role: 'assistant', content: [{ type: 'text', text: { value: 'Yes.', annotations: [] } }] },
        { role: 'assistant', content: [{ type: 'text', text: { value: 'I am.', annotations: [] } }] },
        user('Look'),
        { role: 'user', content: [image] },
      ],
    })
    expect(server.requests[0]?.body.messages).toEqual([
      { role: 'user', content: 'Hello?\n\nAre you there?' },
      { role: 'assistant', content: 'Yes.\n\nI am.' },
      { role: 'user', content: [{ type: 'text', text: 'Look' }, image] },
    ])
  })

  it('tells the model of arguments that are no JSON in a way that endpoints take', async () => {
    const { server, ask } = await upstream([streamReply(textFrames('ok'))])
    const calls = [{ id: 'call_1', name: 'f', arguments: '{"city": "Oslo",}', output: 'The arguments are not JSON.' }]
    await ask({ turns: [user('Go'), { role: 'calls', calls }] })
    expect(server.requests[0]?.body.messages[1]).toMatchObject({
      tool_calls: [{ function: { arguments: JSON.stringify({ invalid_json: '{"city": "Oslo",}' }) } }],
    })
  })

  it('has no half of a surrogate pair in it', async () => {
    const { server, ask } = await upstream([streamReply(textFrames('ok'))])
    await ask({ turns: [user('cut \ud83d, whole 😀')] })
    expect(server.requests[0]?.body.messages).toEqual([{ role: 'user', content: 'cut \ufffd, whole 😀' }])
  })

  it('sends no key where there is none, and keeps the query of the address', async () => {
    const seen: [string, string | undefined][] = []
    const server = createServer((request, response) => {
      seen.push([request.url ?? '', request.headers.authorization])
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(`data: ${JSON.stringify(frame({ content: 'ok' }, 'stop'))}\n\n`)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const baseUrl = `http://127.0.0.1:${port}/openai/v1/?api-version=preview`
    await chunksOf(createEndpointModel('chat_completions', { baseUrl, apiKey: '', sleep })(inputOf()))
    server.closeAllConnections()
    server.close()
    expect(seen).toEqual([['/openai/v1/chat/completions?api-version=preview', undefined]])
  })

  it('refuses an address with credentials without repeating them', () => {
    const create = () =>
      createEndpointModel('chat_completions', { baseUrl: 'http://me:hush@localhost/v1', apiKey: '', sleep })
    expect(create).toThrow(/must not carry a user name or a password/)
    expect(create).not.toThrow(/hush/)
  })
})

describe('an answer', () => {
  it('streams text and takes over usage', async () => {
    const { ask } = await upstream([streamReply([...textFrames('Hello', ' there'), usageFrame(12, 3)])])
    const chunks = await ask()
    expect(chunks.slice(0, -1)).toEqual([
      { type: 'text', text: 'Hello' },
      { type: 'text', text: ' there' },
    ])
    const usage = { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 }
    expect(finishOf(chunks)).toMatchObject({ type: 'finish', reason: 'stop', usage })
  })

  it('estimates usage when the endpoint gives none', async () => {
    const { ask } = await upstream([streamReply(textFrames('Hello', ' there'))])
    const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 }
    expect(finishOf(await ask())).toEqual({ type: 'finish', reason: 'stop', usage })
  })

  it.each(['length', 'content_filter'] as const)('ends with the reason %s', async (reason) => {
    const { ask } = await upstream([streamReply([frame({ content: 'Half' }), frame({}, reason)])])
    expect(finishOf(await ask())).toMatchObject({ type: 'finish', reason })
  })

  it('hands on a refusal', async () => {
    const { ask } = await upstream([streamReply([frame({ refusal: 'No.' }), frame({}, 'stop')])])
    expect((await ask())[0]).toEqual({ type: 'refusal', text: 'No.' })
  })

  it('is whole even when the line breaks before usage came', async () => {
    const { ask } = await upstream([streamReply(textFrames('Hello'), 'cut')])
    expect(textOfChunks(await ask())).toBe('Hello')
  })

  it('is whole even when the endpoint stalls before usage came', async () => {
    const { model } = stallingModel(textFrames('Hello'))
    expect(textOfChunks(await chunksOf(model(inputOf())))).toBe('Hello')
  })
})

describe('adaptations', () => {
  it('does without stream_options, and remembers', async () => {
    const answer = streamReply(textFrames('ok'))
    const { server, ask } = await upstream([errorReply(400, "Unknown parameter: 'stream_options'."), answer])
    await ask()
    const chunks = await ask()
    expect(server.requests.map(({ body }) => 'stream_options' in body)).toEqual([true, false, false])
    expect(finishOf(chunks)).toMatchObject({ usage: { total_tokens: expect.any(Number) } })
  })

  it('falls back to max_tokens, also when told in another shape', async () => {
    const detail = [{ type: 'extra_forbidden', loc: ['body', 'max_completion_tokens'], msg: 'Extra inputs' }]
    const { server, ask } = await upstream([refusal(422, { detail }), streamReply(textFrames('ok'))])
    await ask({ max_completion_tokens: 300 })
    expect(server.requests[1]?.body).toMatchObject({ max_tokens: 300 })
    expect(server.requests[1]?.body).not.toHaveProperty('max_completion_tokens')
  })

  it('concedes several things in a row', async () => {
    const { server, ask } = await upstream([
      errorReply(400, 'stream_options is not supported'),
      errorReply(400, 'parallel_tool_calls is not supported'),
      errorReply(400, "Unsupported parameter: 'max_completion_tokens' is not supported with this model."),
      streamReply(textFrames('ok')),
    ])
    await ask({ functions: [total], parallel_tool_calls: true, max_completion_tokens: 300 })
    const asked = Object.keys(server.requests[3]?.body ?? {}).sort()
    expect(asked).toEqual(['max_tokens', 'messages', 'model', 'stream', 'tools'])
  })

  it('changes nothing of the meaning', async () => {
    const { server, failure } = await upstream([errorReply(400, "'temperature' does not support 0.2 with this model.")])
    expect(await failure({ temperature: 0.2 })).toMatchObject({ code: 'invalid_prompt' })
    expect(server.requests).toHaveLength(1)
  })

  it('takes a value that is too large for a refusal of the value', async () => {
    const { server, failure } = await upstream([errorReply(400, 'max_completion_tokens is too large: at most 4096.')])
    await failure({ max_completion_tokens: 9_999 })
    expect(server.requests).toHaveLength(1)
  })
})
