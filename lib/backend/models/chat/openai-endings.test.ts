// How answers end, in the ways that endpoints have for it.
import { afterEach, describe, expect, it } from 'vitest'
import {
  callFrames,
  frame,
  refusal,
  streamReply,
  textFrames,
  toFrameText,
  usageFrame,
  written,
} from '../testing/fake-chat-server'
import { callsOfChunks, textOfChunks } from '../testing/model-input-fixture'
import { createUpstreams } from '../testing/upstream-fixture'

const { upstream, closeAll } = createUpstreams()
afterEach(closeAll)

const paris = { id: 'call_a', name: 'weather', arguments: '{"city":"Paris"}' }
const unsaid = callFrames.inPieces([paris]).slice(0, -1)
const reasoning = frame({ reasoning_content: 'Hm.' })

describe('an end that nobody said', () => {
  it.each(['done', 'closed'] as const)('is the end of a text that is %s', async (end) => {
    const { ask } = await upstream([streamReply([frame({ content: 'All of ' }), frame({ content: 'it.' })], end)])
    const chunks = await ask()
    expect(textOfChunks(chunks)).toBe('All of it.')
    expect(chunks.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' })
  })

  it.each(['done', 'closed'] as const)('is the end of whole calls that are %s', async (end) => {
    const { ask } = await upstream([streamReply(unsaid, end)])
    const chunks = await ask()
    expect(callsOfChunks(chunks)).toEqual([paris])
    expect(chunks.at(-1)).toMatchObject({ type: 'finish', reason: 'tool_calls' })
  })

  it('is none for half a call, and none where the line broke', async () => {
    for (const reply of [streamReply(unsaid.slice(0, -1)), streamReply([frame({ content: 'Half' })], 'cut')]) {
      const { failure } = await upstream([reply])
      expect((await failure()).message).toContain('was cut off in the middle')
    }
  })

  it.each([
    ['nothing', [], 'ended its answer before it had begun'],
    ['reasoning', [reasoning], 'sent reasoning and no answer'],
  ])('fails in words after %s', async (_, frames, words) => {
    const { server, failure } = await upstream([streamReply(frames)])
    const message = `The model endpoint ${server.host} ${words}.`
    expect(await failure()).toMatchObject({ code: 'server_error', message })
  })
})

describe('an end that was said', () => {
  it.each([
    ['MAX_TOKENS', 'length'],
    ['max_tokens', 'length'],
    ['LENGTH', 'length'],
    ['CONTENT_FILTER', 'content_filter'],
    ['SAFETY', 'content_filter'],
    ['STOP', 'stop'],
    ['end_turn', 'stop'],
    ['eos', 'stop'],
  ])('as %s is %s', async (said, reason) => {
    const { ask } = await upstream([streamReply([frame({ content: 'Half' }), frame({}, said)])])
    expect((await ask()).at(-1)).toMatchObject({ type: 'finish', reason })
  })

  it('after reasoning alone fails in words, unless it was a limit that ended it', async () => {
    const { failure } = await upstream([streamReply([reasoning, frame({}, 'stop')])])
    expect((await failure()).message).toContain('sent reasoning and no answer')
    const limited = await upstream([streamReply([reasoning, frame({}, 'length')])])
    expect((await limited.ask()).at(-1)).toMatchObject({ reason: 'length' })
  })
})

describe('an error under status 200', () => {
  const words = 'The context is too long: 5000 of 4096.'
  const shapes = {
    'OpenAI’s': { error: { message: words, code: 400 } },
    'a text': { error: words, code: 'context_length_exceeded' },
    'beside empty choices': { choices: null, error_type: '400 BadRequestError', error_message: words },
    'vLLM’s': { object: 'error', message: words, type: 'BadRequestError', param: null, code: 400 },
    'Google’s': [{ error: { code: 400, message: words, status: 'INVALID_ARGUMENT' } }],
    'within the choice': { choices: [{ index: 0, delta: {}, error: { code: 400, message: words } }] },
    'DashScope’s': { code: 'InvalidParameter', message: words, request_id: 'r' },
  }

  it.each(Object.entries(shapes))('is told, in the shape that is %s', async (_, body) => {
    const text = JSON.stringify(body)
    const frames = written((response) => response.end(toFrameText(frame({})) + toFrameText(body)))
    const labelledAsStream = written((response) => response.end(text))
    for (const reply of [frames, labelledAsStream, refusal(200, text), refusal(200, toFrameText(body))]) {
      const { failure } = await upstream([reply])
      expect(await failure()).toMatchObject({
        code: 'invalid_prompt',
        message: expect.stringMatching(/ reported an error while answering: The context is too long: 5000 of 4096\./),
      })
    }
  })

  it.each([
    [{ message: 'Slow down.', code: 429 }, 'rate_limit_exceeded', 'Slow down.'],
    ['Out of memory', 'server_error', 'Out of memory'],
  ])('is told where an event is named for it: %j', async (data, code, message) => {
    const text = typeof data === 'string' ? data : JSON.stringify(data)
    const { failure } = await upstream([written((response) => response.end(`event: error\ndata: ${text}\n\n`))])
    expect(await failure()).toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('is the endpoint’s own limit where it says so', async () => {
    const error = { message: 'No credits left for this month.', type: 'billing', code: 'insufficient_quota' }
    const { failure } = await upstream([refusal(200, { error })])
    expect(await failure()).toMatchObject({
      code: 'rate_limit_exceeded',
      message: expect.stringContaining('No credits left for this month.'),
    })
  })

  it('is none where a chunk says that there is none', async () => {
    const { ask } = await upstream([streamReply(textFrames('ok').map((each) => ({ ...each, error: null })))])
    expect(textOfChunks(await ask())).toBe('ok')
  })
})

describe('an answer in another shape', () => {
  const whole = (message: object, finish_reason: string) => ({
    ...usageFrame(4, 2),
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason }],
  })

  it('is read whole, as a body and as a frame', async () => {
    const body = whole({ content: 'All of it.' }, 'stop')
    for (const reply of [refusal(200, body), streamReply([body])]) {
      const { ask } = await upstream([reply])
      expect(await ask()).toMatchObject([{ text: 'All of it.' }, { reason: 'stop', usage: { total_tokens: 6 } }])
    }
  })

  it('is read with the call that functions had before tools', async () => {
    const { id: _, ...called } = paris
    const pieces = [{ name: called.name }, { arguments: '{"city":' }, { arguments: '"Paris"}' }]
    const frames = [...pieces.map((piece) => frame({ function_call: piece })), frame({}, 'function_call')]
    for (const reply of [streamReply(frames), refusal(200, whole({ function_call: called }, 'function_call'))]) {
      const { ask } = await upstream([reply])
      const chunks = await ask()
      expect(callsOfChunks(chunks)).toEqual([{ ...called, id: expect.stringMatching(/^call_/) as string }])
      expect(chunks.at(-1)).toMatchObject({ reason: 'tool_calls' })
    }
  })

  it('is read without the last empty line', async () => {
    const { ask } = await upstream([
      written((response) => response.end(`data: ${JSON.stringify(frame({ content: 'x' }, 'stop'))}`)),
    ])
    expect(textOfChunks(await ask())).toBe('x')
  })
})

describe('reasoning is no content', () => {
  it.each([
    ['reasoning_content', [{ reasoning_content: 'Let me ' }, { reasoning_content: 'see.' }, { content: 'Forty-two.' }]],
    ['reasoning', [{ reasoning: 'Let me see.' }, { content: 'Forty-two.' }]],
    [
      'parts',
      [
        { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Let me see.' }] }] },
        { content: [{ type: 'text', text: 'Forty' }] },
        { content: [{ type: 'text', text: '-two.' }] },
      ],
    ],
    ['tags', [{ content: '<think>\n' }, { content: 'Let me see.' }, { content: '\n</think>\n\nForty-two.' }]],
    ['tags in pieces', [...'<think>Let me see.</think>Forty-two.'].map((content) => ({ content }))],
  ])('as %s', async (_, deltas) => {
    const { ask } = await upstream([streamReply([...deltas.map((delta) => frame(delta)), frame({}, 'stop')])])
    const chunks = await ask()
    expect(textOfChunks(chunks)).toBe('Forty-two.')
    const thought = chunks.map((chunk) => (chunk.type === 'reasoning' ? chunk.text : '')).join('')
    expect(thought.trim()).toBe('Let me see.')
  })

  it.each(['<thin air>', 'Write <think> first.', '<', '  spaces', '<think'])('and %j is text', async (text) => {
    const { ask } = await upstream([streamReply(textFrames(...text))])
    expect(textOfChunks(await ask())).toBe(text)
  })
})
