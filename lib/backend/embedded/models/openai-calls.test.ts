import { afterEach, describe, expect, it } from 'vitest'
import { callFrames, frame, streamReply } from './fake-chat-server'
import type { ModelChunk } from './model'
import { callsOfChunks } from './model-input-fixture'
import { createUpstreams } from './upstream-fixture'

const { upstream, closeAll } = createUpstreams()
afterEach(closeAll)

const total = { name: 'calculate_total', description: 'Adds prices', parameters: { type: 'object' } }
const finishOf = (chunks: readonly ModelChunk[]) => chunks.at(-1)

describe('function calls', () => {
  const calls = [
    { id: 'call_a', name: 'first', arguments: '{"city":"巴黎","n":[1,2]}' },
    { id: 'call_b', name: 'second', arguments: '{"x":1}' },
  ]
  const ways = Object.entries(callFrames).filter(([way]) => way !== 'withoutIds')

  it.each(ways)('arrive the same, spread %s', async (_, framesOf) => {
    const { ask } = await upstream([streamReply(framesOf(calls))])
    const chunks = await ask({ functions: [total] })
    expect(callsOfChunks(chunks)).toEqual(calls)
    expect(finishOf(chunks)).toMatchObject({ reason: 'tool_calls' })
  })

  it('get ids where the endpoint gives none', async () => {
    const { ask } = await upstream([streamReply(callFrames.withoutIds(calls))])
    const made = callsOfChunks(await ask())
    expect(made.map((call) => call.name)).toEqual(['first', 'second'])
    expect(made.map((call) => call.arguments)).toEqual(calls.map((call) => call.arguments))
    expect(new Set(made.map((call) => call.id)).size).toBe(2)
    expect(made[0]?.id).toMatch(/^call_\w{32}$/)
  })

  it('survive a name and an id in every fragment', async () => {
    const fragments = ['{"a"', ':1}'].map((piece) =>
      frame({ tool_calls: [{ index: 0, id: 'call_a', function: { name: 'first', arguments: piece } }] }),
    )
    const { ask } = await upstream([streamReply([...fragments, frame({}, 'tool_calls')])])
    expect(callsOfChunks(await ask())).toEqual([{ id: 'call_a', name: 'first', arguments: '{"a":1}' }])
  })

  it('survive a new id in every fragment', async () => {
    const { ask } = await upstream([
      streamReply([
        frame({ tool_calls: [{ index: 0, id: 'x1', function: { name: 'first', arguments: '{"a"' } }] }),
        frame({ tool_calls: [{ index: 0, id: 'x2', function: { arguments: ':1}' } }] }),
        frame({}, 'tool_calls'),
      ]),
    ])
    expect(callsOfChunks(await ask())).toEqual([{ id: 'x1', name: 'first', arguments: '{"a":1}' }])
  })

  it('are told apart where the endpoint gives all of them one id', async () => {
    const same = calls.map((call) => ({ ...call, id: 'call_0' }))
    const { ask } = await upstream([streamReply(callFrames.whole(same))])
    const made = callsOfChunks(await ask())
    expect(made.map(({ name, arguments: text }) => ({ name, text }))).toEqual(
      calls.map((call) => ({ name: call.name, text: call.arguments })),
    )
    expect(new Set(made.map(({ id }) => id)).size).toBe(2)
  })

  it('take an object for arguments, and none for an empty object', async () => {
    const { ask } = await upstream([
      streamReply([
        frame({ tool_calls: [{ id: 'a', function: { name: 'first', arguments: { x: 1 } } }] }),
        frame({ tool_calls: [{ id: 'b', function: { name: 'second' } }] }),
        frame({}, 'tool_calls'),
      ]),
    ])
    expect(callsOfChunks(await ask()).map((call) => call.arguments)).toEqual(['{"x":1}', '{}'])
  })

  it('keep arguments that are not JSON as they are', async () => {
    const broken = [{ id: 'call_a', name: 'first', arguments: '{"city": Paris' }]
    const { ask } = await upstream([streamReply(callFrames.inPieces(broken))])
    expect(callsOfChunks(await ask())).toEqual(broken)
  })

  it.each([
    ['pieces', ['get_', 'weather']],
    ['pieces that grow', ['get_', 'get_weather']],
    ['a name that is repeated', ['get_weather', 'get_weather']],
  ])('have one name in %s', async (_, [first = '', second = '']) => {
    const { ask } = await upstream([
      streamReply([
        frame({ tool_calls: [{ index: 0, id: 'a', function: { name: first, arguments: '' } }] }),
        frame({ tool_calls: [{ index: 0, function: { name: second } }] }),
        frame({ tool_calls: [{ index: 0, function: { arguments: '{"x":1}' } }] }),
        frame({}, 'tool_calls'),
      ]),
    ])
    expect(callsOfChunks(await ask())).toEqual([{ id: 'a', name: 'get_weather', arguments: '{"x":1}' }])
  })

  it('fail without a name', async () => {
    const nameless = frame({ tool_calls: [{ index: 0, id: 'a', function: { arguments: '{}' } }] })
    const { failure } = await upstream([streamReply([nameless, frame({}, 'tool_calls')])])
    expect(await failure()).toMatchObject({ code: 'server_error', message: expect.stringContaining('without naming') })
  })
})
