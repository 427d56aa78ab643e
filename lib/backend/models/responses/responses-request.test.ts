import { afterEach, describe, expect, it } from 'vitest'
import type { ChatTurn } from '../model'
import { carriedItem } from '../remote/carried-item'
import { errorReply } from '../testing/fake-chat-server'
import { inputOf, textOfChunks, user, weather } from '../testing/model-input-fixture'
import { saying } from '../testing/responses-frames'
import { createUpstreams } from '../testing/upstream-fixture'
import { toResponsesRequest } from './responses-request'

const { upstream, closeAll } = createUpstreams({ api: 'responses' })
afterEach(closeAll)

const said = (text: string): ChatTurn => ({
  role: 'assistant',
  content: [{ type: 'text', text: { value: text, annotations: [] } }],
})
const call = (id: string) => ({ id, name: 'get_weather', arguments: '{}', output: `of ${id}` })

describe('a request', () => {
  it('says what is needed, and stores nothing there', () => {
    expect(toResponsesRequest(inputOf())).toEqual({
      model: 'some-model',
      input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }],
      stream: true,
      store: false,
      include: ['reasoning.encrypted_content'],
      reasoning: { summary: 'auto' },
    })
  })

  it('has every option of a run in its place', () => {
    const schema = { type: 'object', properties: {} }
    const request = toResponsesRequest(
      inputOf({
        ...{
          instructions: 'Be brief.',
          functions: [weather, { name: 'now', strict: true }],
          parallel_tool_calls: false,
        },
        tool_choice: { type: 'function', function: { name: 'get_weather' } },
        response_format: { type: 'json_schema', json_schema: { name: 'reply', schema, strict: true } },
        ...{ temperature: 0.2, top_p: 0.5, reasoning_effort: 'high', max_completion_tokens: 300 },
      }),
    )
    expect(request).toMatchObject({
      instructions: 'Be brief.',
      tools: [
        { type: 'function', name: 'get_weather', parameters: weather.parameters, strict: false },
        { type: 'function', name: 'now', strict: true },
      ],
      tool_choice: { type: 'function', name: 'get_weather' },
      parallel_tool_calls: false,
      text: { format: { type: 'json_schema', name: 'reply', schema, strict: true } },
      reasoning: { effort: 'high', summary: 'auto' },
      ...{ temperature: 0.2, top_p: 0.5, max_output_tokens: 300 },
    })
    expect(toResponsesRequest(inputOf({ max_completion_tokens: 3 })).max_output_tokens).toBe(16)
    expect(toResponsesRequest(inputOf({ response_format: { type: 'json_object' } })).text).toEqual({
      format: { type: 'json_object' },
    })
  })

  it('has images, and one message where a user wrote two', () => {
    const image: ChatTurn = {
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } },
        { type: 'image_file', image_file: { file_id: 'file-1' } },
      ],
    }
    expect(toResponsesRequest(inputOf({ turns: [user('Look'), image] })).input).toEqual([
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'Look' },
          { type: 'input_image', image_url: 'data:image/png;base64,AA', detail: 'auto' },
          { type: 'input_text', text: '(Image file-1: it cannot be shown to this model.)' },
        ],
      },
    ])
  })

  it('gives calls with their outputs, and each reasoning item in its place', () => {
    const item = (id: string) => ({ type: 'reasoning', id, summary: [], encrypted_content: id })
    const carried = (id: string, after_calls: number) =>
      carriedItem({ item: item(id), after_text: after_calls > 0, after_calls })
    const turns: readonly ChatTurn[] = [
      user('Hi'),
      { ...said('Wait.'), reasoning: { field: null, text: 'read only', details: [carried('a', 0)] } } as ChatTurn,
      {
        role: 'calls',
        calls: [call('1'), call('2')],
        reasoning: { field: null, text: '', details: [carried('b', 1), { type: 'reasoning.text', text: 'theirs' }] },
      },
    ]
    const { input } = toResponsesRequest(inputOf({ turns }))
    expect(input.slice(1)).toEqual([
      item('a'),
      { type: 'message', role: 'assistant', content: 'Wait.' },
      { type: 'function_call', call_id: '1', name: 'get_weather', arguments: '{}' },
      item('b'),
      { type: 'function_call', call_id: '2', name: 'get_weather', arguments: '{}' },
      { type: 'function_call_output', call_id: '1', output: 'of 1' },
      { type: 'function_call_output', call_id: '2', output: 'of 2' },
    ])
    expect(JSON.stringify(input)).not.toContain('read only')
  })
})

describe('what an endpoint refuses', () => {
  it.each([
    ['Encrypted content is not supported with this model.', 'include', 'include'],
    ["Unsupported parameter: 'reasoning.summary' is not supported with this model.", 'reasoning.summary', 'reasoning'],
    ["Unknown parameter: 'reasoning'.", 'reasoning', 'reasoning'],
    ["Unknown parameter: 'parallel_tool_calls'.", 'parallel_tool_calls', 'parallel_tool_calls'],
  ])('is left out where nothing depends on it: %s', async (message, _, left) => {
    const { ask, server } = await upstream([errorReply(400, message), saying('Hello')])
    const chunks = await ask({ functions: [weather] })
    expect(textOfChunks(chunks)).toBe('Hello')
    expect(server.requests[0]?.body).toHaveProperty(left)
    expect(server.requests[1]?.body).not.toHaveProperty(left)
    await ask({ functions: [weather] })
    expect(server.requests[2]?.body).not.toHaveProperty(left)
  })

  it('may be all that is said of reasoning but the effort', async () => {
    const { ask, server } = await upstream([
      errorReply(400, 'Your organization must be verified to generate reasoning summaries.'),
      saying('Hello'),
    ])
    await ask({ reasoning_effort: 'low' })
    expect(server.requests[1]?.body).toMatchObject({ reasoning: { effort: 'low' } })
    expect(server.requests[1]?.body.reasoning).not.toHaveProperty('summary')
  })

  it('may be what it encrypted itself', async () => {
    const { ask, server } = await upstream([
      errorReply(400, 'The encrypted content gAAA could not be verified.', 'invalid_encrypted_content'),
      saying('Hello'),
    ])
    const item = { type: 'reasoning', id: 'rs', summary: [], encrypted_content: 'gAAA' }
    const details = [carriedItem({ item, after_text: false, after_calls: 0 })]
    const turns: readonly ChatTurn[] = [
      user('Hi'),
      { role: 'calls', calls: [call('1')], reasoning: { field: null, text: '', details } },
    ]
    await ask({ turns })
    expect(JSON.stringify(server.requests[0]?.body)).toContain('gAAA')
    expect(JSON.stringify(server.requests[1]?.body)).not.toContain('gAAA')
    expect(server.requests[1]?.body).toHaveProperty('include')
  })

  it('is told where the request would ask for less', async () => {
    const { failure } = await upstream([
      errorReply(400, "Unsupported parameter: 'temperature' is not supported with this model."),
      errorReply(400, "Unsupported parameter: 'reasoning.effort' is not supported with this model."),
      errorReply(400, "Unsupported parameter: 'text.format'"),
    ])
    expect((await failure({ temperature: 0.1 })).message).toContain('MODEL_LEAVE_OUT=temperature')
    expect((await failure({ reasoning_effort: 'low' })).message).toContain('MODEL_LEAVE_OUT=reasoning_effort')
    expect((await failure({ response_format: { type: 'json_object' } })).message).toContain(
      'MODEL_LEAVE_OUT=response_format',
    )
  })

  it('is a conversation that does not fit: it is sent shorter', async () => {
    const words = "This model's maximum context length is 100 tokens. However, your messages resulted in 900 tokens."
    const { ask, server } = await upstream([errorReply(400, words, 'context_length_exceeded'), saying('Hello')])
    const long = Array.from({ length: 6 }, (_, index) => [
      user(`Question ${index} `.repeat(20)),
      said('Yes. '.repeat(40)),
    ])
    const chunks = await ask({ turns: [...long.flat(), user('And now?')] })
    expect(chunks[0]).toMatchObject({ type: 'adapted', without: [] })
    expect((server.requests[1]?.body.input as unknown[]).length).toBeLessThan(13)
  })
})
