// What an endpoint may send at most: a server has other answers to read at the same time.
import { afterEach, describe, expect, it } from 'vitest'
import {
  callFrames,
  endless,
  frame,
  refusal,
  streamReply,
  textFrames,
  toFrameText,
  written,
} from '../testing/fake-chat-server'
import { createEndpointModel } from '../endpoint-model'
import { callsOfChunks, chunksOf, inputOf, textOfChunks } from '../testing/model-input-fixture'
import { createUpstreams } from '../testing/upstream-fixture'

const { upstream, closeAll } = createUpstreams()
afterEach(closeAll)

const MIB = 1024 * 1024

describe('limits of an answer', () => {
  it.each([
    ['one frame', streamReply([frame({ content: 'x'.repeat(5 * MIB) })])],
    ['a line that does not end', endless('x'.repeat(MIB))],
    ['a frame of many lines', endless(`data: ${'x'.repeat(1_000)}\n`)],
    ['a frame with comments between its lines', endless(`data: ${'x'.repeat(1_000)}\n: still here\n`)],
    ['a body that is one object', refusal(200, `{"x":"${'x'.repeat(5 * MIB)}"}`)],
  ])('ends at 4 MiB for %s', async (_, reply) => {
    const { server, failure } = await upstream([reply])
    expect(await failure()).toMatchObject({
      code: 'server_error',
      message: `The model endpoint ${server.host} sent more than 4 MiB in one piece; its answer was given up.`,
    })
  })

  it.each([
    ['text', { content: 'x'.repeat(100_000) }],
    ['arguments', { tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: 'x'.repeat(100_000) } }] }],
    [
      'arguments of a call without a name',
      { tool_calls: [{ index: 0, function: { arguments: 'x'.repeat(100_000) } }] },
    ],
    ['names', { tool_calls: [{ index: 0, id: 'a', function: { name: 'x'.repeat(100_000) } }] }],
  ])('ends at 16 MiB for all of its %s', async (_, delta) => {
    const { server, failure } = await upstream([endless(toFrameText(frame(delta)))])
    expect(await failure()).toMatchObject({
      code: 'server_error',
      message: `The model endpoint ${server.host} wrote more than 16 MiB in one answer; it was given up.`,
    })
    await server.abandoned
  })

  it.each([
    ['comments', `${': keep-alive '.repeat(5_000)}\n`.repeat(16)],
    ['empty chunks', `${' '.repeat(50_000)}\n\n${toFrameText(frame({ content: '' }))}`.repeat(16)],
  ])('ends at 256 MiB for %s without end', async (_, text) => {
    const bytes = new TextEncoder().encode(text)
    const fetch = async () => new Response(new ReadableStream({ pull: (stream) => stream.enqueue(bytes) }))
    const [settings, ms] = [
      { baseUrl: 'https://models.invalid/v1', apiKey: '' },
      { firstMs: 60_000, idleMs: 60_000 },
    ]
    const model = createEndpointModel('chat_completions', { ...settings, ...ms, fetch, sleep: async () => undefined })
    await expect(chunksOf(model(inputOf()))).rejects.toMatchObject({
      code: 'server_error',
      message: 'The model endpoint models.invalid sent more than 256 MiB for one answer; it was given up.',
    })
  })

  it.each([
    ['choices', `{"choices":[${'1,'.repeat(MIB)}1]}`],
    ['calls', `{"choices":[{"delta":{"tool_calls":[${'{},'.repeat(MIB)}{}]}}]}`],
    ['parts', `{"choices":[{"delta":{"content":[${'1,'.repeat(MIB)}1]}}]}`],
    ['levels', `{"error":${'['.repeat(MIB)}${']'.repeat(MIB)}}`],
  ])('ends at a frame of more %s than anybody has to say', async (_, data) => {
    const { server, failure } = await upstream([written((response) => response.end(`data: ${data}\n\n`))])
    expect(await failure()).toMatchObject({
      code: 'server_error',
      message:
        `The model endpoint ${server.host} sent JSON of more than 100 levels or 30000 values in one piece; ` +
        'its answer was given up.',
    })
  })

  it('ends at a thousand calls', async () => {
    const calls = Array.from({ length: 1_001 }, (_, index) => ({ id: `c${index}`, name: 'f', arguments: '{}' }))
    const { server, failure } = await upstream([streamReply(callFrames.whole(calls))])
    expect((await failure()).message).toContain(
      `${server.host} sent a broken answer. It asked for more than 1000 calls`,
    )
  })

  it('leaves room for comments without end', async () => {
    const comments = `: keep-alive ${'.'.repeat(1_000)}\n\n`.repeat(6_000)
    const { ask } = await upstream([
      written((response) => response.end(comments + textFrames('late').map(toFrameText).join(''))),
    ])
    expect(textOfChunks(await ask())).toBe('late')
  })

  it('costs a long call no more than its length, also where each fragment has its name', async () => {
    const written = JSON.stringify({ text: 'x'.repeat(MIB) })
    const pieces = written.match(/.{1,40}/g) ?? []
    const frames = pieces.map((piece) =>
      frame({ tool_calls: [{ index: 0, id: 'a', function: { name: 'write', arguments: piece } }] }),
    )
    const { ask } = await upstream([streamReply([...frames, frame({}, 'tool_calls')])])
    expect(callsOfChunks(await ask())).toEqual([{ id: 'a', name: 'write', arguments: written }])
  })
})
