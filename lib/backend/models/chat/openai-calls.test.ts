import { afterEach, describe, expect, it } from 'vitest'
import type { ContentPart } from '@/lib/protocol/message'
import { callFrames, errorReply, frame, streamReply, textFrames } from '../testing/fake-chat-server'
import type { ModelChunk } from '../model'
import { callsOfChunks, user } from '../testing/model-input-fixture'
import { createUpstreams } from '../testing/upstream-fixture'

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

describe('reasoning that came with calls', () => {
  const calls = [{ id: 'c', name: 'first', arguments: '{}', output: '1' }]
  const words: ContentPart[] = [{ type: 'text', text: { value: 'One moment.', annotations: [] } }]
  const reasoning = { field: 'reasoning_content', text: 'They ask for the first.' } as const
  const asked = { role: 'assistant', tool_calls: [{ id: 'c' }] }

  it('goes back in the message that has the calls, in the field in which it came', async () => {
    const { server, ask } = await upstream([streamReply(textFrames('Done.'))])
    await ask({ turns: [user('Go'), { role: 'calls', calls, reasoning: { ...reasoning, field: 'reasoning' } }] })
    expect(server.requests[0]?.body.messages[1]).toMatchObject({ ...asked, reasoning: reasoning.text })
    await ask({
      turns: [user('Go'), { role: 'assistant', content: words, reasoning }, { role: 'calls', calls, reasoning }],
    })
    expect(server.requests[1]?.body.messages).toHaveLength(3)
    expect(server.requests[1]?.body.messages[1]).toMatchObject({
      ...asked,
      content: 'One moment.',
      reasoning_content: reasoning.text + reasoning.text,
    })
  })

  it('is left out for an endpoint that refuses it', async () => {
    const refusal = errorReply(400, 'Property reasoning_content is unsupported.')
    const { server, ask } = await upstream([refusal, streamReply(textFrames('Done.'))])
    await ask({ turns: [user('Go'), { role: 'calls', calls, reasoning }] })
    expect(server.requests[1]?.body.messages[1]).toMatchObject(asked)
    expect(server.requests[1]?.body.messages[1]).not.toHaveProperty('reasoning_content')
  })

  it('is read and given back with its structure, and without where that is refused', async () => {
    const pieces = [{ type: 'reasoning.summary', summary: 'Hm.', index: 0 }]
    const signed = [{ type: 'reasoning.encrypted', data: 'x9', index: 1 }]
    const { server, ask } = await upstream([
      streamReply([
        frame({ reasoning_details: pieces }),
        frame({ reasoning: 'A', reasoning_details: signed }),
        ...textFrames('B'),
      ]),
      errorReply(400, 'reasoning_details: extra fields not permitted'),
      streamReply(textFrames('Done.')),
    ])
    expect(await ask()).toMatchObject([
      { type: 'reasoning', text: 'Hm.', field: null, details: pieces },
      { type: 'reasoning', text: 'A', field: 'reasoning', details: signed },
      { type: 'text' },
      { type: 'finish' },
    ])
    const thought = { field: null, text: 'Hm.', details: [...pieces, ...signed] }
    await ask({ turns: [user('Go'), { role: 'calls', calls, reasoning: thought }] })
    expect(server.requests[1]?.body.messages[1]).toMatchObject({ ...asked, reasoning_details: thought.details })
    expect(server.requests[2]?.body.messages[1]).toMatchObject(asked)
    expect(server.requests[2]?.body.messages[1]).not.toHaveProperty('reasoning_details')
  })

  it('is told apart by its field, and is one where an endpoint sends it twice', async () => {
    const { ask } = await upstream([
      streamReply([
        frame({ reasoning_content: '', reasoning: 'Hm.' }),
        frame({ reasoning_content: 'A', reasoning: 'A' }),
        ...textFrames('B'),
      ]),
    ])
    expect(await ask()).toMatchObject([
      { type: 'reasoning', text: 'Hm.', field: 'reasoning' },
      { type: 'reasoning', text: 'A', field: 'reasoning_content' },
      { type: 'text' },
      { type: 'finish' },
    ])
  })
})
