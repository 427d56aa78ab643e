import { afterEach, describe, expect, it } from 'vitest'
import type { ModelChunk } from '../model'
import { errorReply, streamReply, written } from '../testing/fake-chat-server'
import { callsOfChunks, chunksOf, inputOf, textOfChunks } from '../testing/model-input-fixture'
import {
  callItems,
  completed,
  messageDone,
  reasoningItem,
  recordedCalls,
  responseReply,
  saying,
  textDeltas,
  usage,
} from '../testing/responses-frames'
import { createUpstreams } from '../testing/upstream-fixture'
import { createEndpointModel } from '../endpoint-model'
import { readFrames } from '../remote/answer-frames'
import { isCarriedItem } from '../remote/carried-item'
import { createIdleLimit } from '../remote/idle-limit'

const { upstream, closeAll } = createUpstreams({ api: 'responses' })
afterEach(closeAll)

const finishOf = (chunks: readonly ModelChunk[]) => chunks.at(-1)
const thoughts = (chunks: readonly ModelChunk[]) => chunks.filter(({ type }) => type === 'reasoning')
const thoughtText = (chunks: readonly ModelChunk[]) =>
  chunks.map((chunk) => (chunk.type === 'reasoning' ? chunk.text : '')).join('')
const carriedIn = (chunks: readonly ModelChunk[]) =>
  chunks.flatMap((chunk) => (chunk.type === 'reasoning' ? (chunk.details ?? []) : [])).filter(isCarriedItem)

const bodyOf = (pieces: readonly Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(stream) {
      for (const piece of pieces) stream.enqueue(piece)
      stream.close()
    },
  })

/** A model whose endpoint sends these bytes. */
function modelOf(bytes: Uint8Array) {
  const fetch = async () => new Response(bodyOf([bytes]), { headers: { 'content-type': 'text/event-stream' } })
  return createEndpointModel('responses', {
    ...{ baseUrl: 'https://models.invalid/v1', apiKey: '', fetch, sleep: async () => undefined },
  })
}

describe('a recorded stream', () => {
  const bytes = new TextEncoder().encode(recordedCalls)

  it('is reasoning, text and calls, in that order', async () => {
    const chunks = await chunksOf(modelOf(bytes)(inputOf()))
    expect(thoughtText(chunks)).toBe('**Looking up 天气**\n\nBoth cities.')
    expect(textOfChunks(chunks)).toBe('I look at both: 巴黎🙂.')
    expect(callsOfChunks(chunks)).toEqual([
      { id: 'call_a', name: 'get_weather', arguments: '{"city":"巴黎"}' },
      { id: 'call_b', name: 'get_weather', arguments: '{"city":"Rome"}' },
    ])
    expect(finishOf(chunks)).toEqual({
      type: 'finish',
      reason: 'tool_calls',
      usage: { prompt_tokens: 81, completion_tokens: 192, total_tokens: 273 },
      counted: { cached: 64, reasoning: 128 },
    })
    expect(carriedIn(chunks)).toMatchObject([
      { item: { id: 'rs_1', encrypted_content: 'gAAAAA-whole' }, after_text: false, after_calls: 0 },
    ])
  })

  it('has the same frames wherever it is cut', async () => {
    const endpoint = { host: 'models.invalid', path: '/responses', apiKey: '', headers: {} }
    const idle = createIdleLimit({ firstMs: 60_000, idleMs: 60_000 }, new AbortController().signal)
    const framesOf = async (at: number) => {
      const frames: string[] = []
      const body = bodyOf([bytes.subarray(0, at), bytes.subarray(at)])
      for await (const { event, data } of readFrames(body, { endpoint, idle })) frames.push(`${event}\n${data}`)
      return frames.join('\n')
    }
    const whole = await framesOf(0)
    // Compared by hand: an expectation for each byte takes longer than all else.
    for (let at = 1; at < bytes.length; at += 1) if ((await framesOf(at)) !== whole) expect.fail(`cut at ${at}`)
    idle.close()
  })

  it('fails as cut off wherever it ends before its last event, and never says less than it wrote', async () => {
    const last = recordedCalls.lastIndexOf('event: response.completed')
    for (let at = 0; at < last; at += 211) {
      const model = modelOf(bytes.subarray(0, at))
      const ending = await chunksOf(model(inputOf())).then(
        (chunks) => finishOf(chunks),
        (error: unknown) => String(error),
      )
      if (typeof ending !== 'string') expect(ending).toMatchObject({ type: 'finish', reason: 'stop' })
      else
        expect(ending).toMatch(
          /cut off|ended its answer before|not JSON|reasoning and no answer|event of the Responses/,
        )
    }
  })
})

describe('an answer', () => {
  it('is read from what is whole where nothing is streamed', async () => {
    const output = [
      { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: 'Hm.' }] },
      { type: 'message', content: [{ type: 'output_text', text: 'Hello' }] },
    ]
    const { ask } = await upstream([
      { kind: 'refusal', status: 200, body: { object: 'response', status: 'completed', output, ...usage(3, 4) } },
    ])
    const chunks = await ask()
    expect(thoughtText(chunks)).toBe('Hm.')
    expect(textOfChunks(chunks)).toBe('Hello')
    expect(finishOf(chunks)).toMatchObject({ reason: 'stop', usage: { total_tokens: 7 } })
  })

  it('passes over events and items that nobody knows', async () => {
    const { ask } = await upstream([
      responseReply([
        { type: 'response.brand_new', delta: 'x', output_index: 5 },
        { type: 'keepalive' },
        { type: 'response.output_item.added', output_index: 1, item: { type: 'web_search_call', id: 'ws' } },
        { type: 'response.web_search_call.searching', output_index: 1, item_id: 'ws' },
        { type: 'response.output_item.done', output_index: 1, item: { type: 'web_search_call', id: 'ws' } },
        ...textDeltas('Hi'),
        messageDone('Hi'),
      ]),
    ])
    const chunks = await ask()
    expect(textOfChunks(chunks)).toBe('Hi')
    expect(finishOf(chunks)).toMatchObject({ reason: 'stop' })
    expect(finishOf(chunks)).not.toHaveProperty('counted')
  })

  it('has its messages apart', async () => {
    const second = { type: 'response.output_text.delta', output_index: 2, content_index: 0, delta: 'Two' }
    const { ask } = await upstream([responseReply([...textDeltas('One'), messageDone('One'), second])])
    expect(textOfChunks(await ask())).toBe('One\n\nTwo')
  })

  it('may be a refusal', async () => {
    const refusal = { type: 'response.refusal.delta', output_index: 0, content_index: 0, delta: 'I will not.' }
    const { ask } = await upstream([responseReply([refusal])])
    const chunks = await ask()
    expect(chunks[0]).toEqual({ type: 'refusal', text: 'I will not.' })
    expect(finishOf(chunks)).toMatchObject({ reason: 'stop' })
  })

  it('is complete without the event of its end where all of it is there', async () => {
    const { ask, failure } = await upstream([
      streamReply([...textDeltas('Hello'), messageDone('Hello')], 'closed'),
      streamReply(textDeltas('Hello'), 'done'),
      streamReply(textDeltas('Hello'), 'closed'),
    ])
    expect(finishOf(await ask())).toMatchObject({ reason: 'stop' })
    expect(finishOf(await ask())).toMatchObject({ reason: 'stop' })
    expect((await failure()).message).toContain('cut off in the middle')
  })

  it('is not harmed by a line that breaks behind its end', async () => {
    const { ask } = await upstream([streamReply([...textDeltas('Hello'), completed()], 'cut')])
    expect(textOfChunks(await ask())).toBe('Hello')
  })

  it.each([
    ['max_output_tokens', 'length'],
    ['content_filter', 'content_filter'],
  ])('may be incomplete: %s', async (reason, said) => {
    const response = { object: 'response', status: 'incomplete', incomplete_details: { reason }, ...usage(1, 2) }
    const { ask } = await upstream([
      streamReply([...textDeltas('Hel'), { type: 'response.incomplete', response }], 'closed'),
    ])
    expect(finishOf(await ask())).toMatchObject({ reason: said, usage: { completion_tokens: 2 } })
  })
})

describe('calls', () => {
  const calls = [
    { id: 'call_a', name: 'first', arguments: '{"a":1}' },
    { id: 'call_b', name: 'second', arguments: '{}' },
  ]

  it('arrive whole, too', async () => {
    const { ask } = await upstream([responseReply(callItems(calls))])
    expect(callsOfChunks(await ask())).toEqual(calls)
  })

  it('get ids and arguments where the endpoint gives none', async () => {
    const same = [
      { ...calls[0]!, arguments: '' },
      { ...calls[1]!, id: 'call_a' },
    ]
    const { ask } = await upstream([responseReply(callItems(same))])
    const made = callsOfChunks(await ask())
    expect(made.map((call) => call.arguments)).toEqual(['{}', '{}'])
    expect(made[0]?.id).toBe('call_a')
    expect(made[1]?.id).toMatch(/^call_\w{32}$/)
  })

  it('survive ids of items that change', async () => {
    const item = { type: 'function_call', id: 'one', call_id: 'call_a', name: 'first', arguments: '' }
    const { ask } = await upstream([
      responseReply([
        { type: 'response.output_item.added', output_index: 0, item },
        { type: 'response.function_call_arguments.delta', output_index: 0, item_id: 'two', delta: '{"a":' },
        { type: 'response.function_call_arguments.delta', output_index: 0, item_id: 'three', delta: '1}' },
        { type: 'response.output_item.done', output_index: 0, item: { ...item, id: 'four', arguments: '{"a":1}' } },
      ]),
    ])
    expect(callsOfChunks(await ask())).toEqual([calls[0]])
  })

  it('fail without a name', async () => {
    const { failure } = await upstream([responseReply(callItems([{ ...calls[0]!, name: '' }]))])
    expect((await failure()).message).toContain('without naming the function')
  })
})

describe('reasoning', () => {
  it('is kept as it came, where it can go back', async () => {
    const { ask } = await upstream([
      responseReply([
        reasoningItem({ encrypted_content: 'secret' }, 0),
        ...callItems([{ id: 'call_a', name: 'first', arguments: '{}' }], 1),
        reasoningItem({ id: 'rs_2', content: [{ type: 'reasoning_text', text: 'So.' }] }, 2),
        reasoningItem({ id: 'rs_3' }, 3),
      ]),
    ])
    const chunks = await ask()
    expect(carriedIn(chunks)).toMatchObject([
      { item: { id: 'rs_1', encrypted_content: 'secret' }, after_calls: 0 },
      { item: { id: 'rs_2' }, after_calls: 1 },
    ])
    expect(carriedIn(chunks)[0]?.item).not.toHaveProperty('status')
    expect(thoughtText(chunks)).toBe('So.')
    expect(thoughts(chunks)).toHaveLength(3)
  })

  it('alone is no answer', async () => {
    const { failure } = await upstream([responseReply([reasoningItem({ encrypted_content: 'secret' })])])
    expect((await failure()).message).toContain('sent reasoning and no answer')
  })
})

describe('a failure', () => {
  const failed = (error: object) => ({
    type: 'response.failed',
    response: { object: 'response', status: 'failed', error },
  })

  it('in the middle is told in the words of the endpoint', async () => {
    const { failure } = await upstream([
      streamReply([...textDeltas('He'), failed({ code: 'server_error', message: 'The model burnt.' })], 'closed'),
      streamReply(
        [...textDeltas('He'), { type: 'error', code: 'rate_limit_exceeded', message: 'Slow down.' }],
        'closed',
      ),
      streamReply([failed({ code: 'invalid_prompt', message: 'Not that.' })], 'closed'),
      streamReply([{ type: 'response.cancelled', response: { status: 'cancelled' } }], 'closed'),
    ])
    expect(await failure()).toMatchObject({
      code: 'server_error',
      message: expect.stringContaining('The model burnt.'),
    })
    expect(await failure()).toMatchObject({
      code: 'rate_limit_exceeded',
      message: expect.stringContaining('Slow down'),
    })
    expect(await failure()).toMatchObject({ code: 'invalid_prompt' })
    expect((await failure()).message).toContain('cancelled its answer')
  })

  it('is said of garbage', async () => {
    const chat = { object: 'chat.completion.chunk', choices: [] }
    const { failure } = await upstream([
      written((response) => void response.end('data: {"type":"response.created"\n\n')),
      streamReply([{ hello: 'world' }], 'closed'),
      streamReply([chat]),
      written((response) => void response.end('<html>')),
      streamReply(textDeltas('He'), 'cut'),
    ])
    expect((await failure()).message).toContain('not JSON')
    expect((await failure()).message).toContain('not an event of the Responses API.')
    expect((await failure()).message).toContain('It speaks chat completions.')
    expect((await failure()).message).toContain('where /responses has to follow')
    expect((await failure()).message).toContain('cut off in the middle')
  })

  it('is tried again where that may help', async () => {
    const { ask, server } = await upstream([errorReply(429, 'Slow down'), saying('Hello')])
    expect(textOfChunks(await ask())).toBe('Hello')
    expect(server.requests).toHaveLength(2)
  })
})
