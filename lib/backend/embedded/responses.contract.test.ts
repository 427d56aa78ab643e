// Runs on an endpoint that speaks the Responses API: what it is asked in each turn, and what becomes of its answers.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collect } from '@/lib/backend/testing/wire'
import type { List } from '@/lib/protocol/list'
import type { ListedNote, StepNote } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { createModelRegistry } from '@/lib/backend/models/registry'
import { errorReply, startFakeChatServer, streamReply } from '@/lib/backend/models/testing/fake-chat-server'
import type { FakeChatServer, FakeReply } from '@/lib/backend/models/testing/fake-chat-server'
import {
  callItems,
  messageDone,
  recordedCalls,
  responseReply,
  saying,
  textDeltas,
  usage,
} from '@/lib/backend/models/testing/responses-frames'
import { startEmbedded, type TestBackend } from './testing/embedded'

const tools = [{ type: 'function', function: { name: 'get_weather' } }] as const

let wire: TestBackend
let server: FakeChatServer
let replies: FakeReply[]

beforeEach(async () => {
  replies = []
  server = await startFakeChatServer(() => replies.shift() ?? errorReply(500, 'nothing left'))
  wire = await startEmbedded(
    createModelRegistry({
      ...{ paceMs: 0, sleep: async () => undefined },
      upstream: { api: 'responses', baseUrl: server.baseUrl, apiKey: 'sk-0123', names: ['thinker'] },
    }),
  )
})
afterEach(async () => {
  await wire.close()
  await server.close()
})

const recorded: FakeReply = {
  kind: 'written',
  write: (response) =>
    void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(Buffer.from(recordedCalls)),
}

/** The run as the stream of its leg leaves it. */
async function settled(path: string, body: object): Promise<Run> {
  const events = await collect(wire.stream(path, body))
  return events.map(({ data }) => data as Run).findLast(({ object }) => object === 'thread.run')!
}

async function begun(): Promise<Run> {
  const assistant = await wire.assistant({ model: 'thinker', tools: [...tools] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'Weather?' }] })
  return settled(`/threads/${thread.id}/runs`, { assistant_id: assistant.id })
}

const owned = async <T>(path: string) =>
  (await (await wire.send('GET', `/../api/connections/embedded${path}`)).json()) as T
const inputs = () => server.requests.map(({ body }) => body.input as readonly Record<string, unknown>[])

describe('a run on the Responses API', () => {
  it('stops for parallel calls and goes on with what the model thought, encrypted', async () => {
    replies.push(recorded, saying('Sunny in both.', usage(300, 5)))
    const run = await begun()
    expect(run.status).toBe('requires_action')
    const calls = run.required_action!.submit_tool_outputs.tool_calls
    expect(calls.map(({ id }) => id)).toEqual(['call_a', 'call_b'])
    const path = `/threads/${run.thread_id}/runs/${run.id}`
    const tool_outputs = calls.map(({ id }) => ({ tool_call_id: id, output: `of ${id}` }))
    const done = await settled(`${path}/submit_tool_outputs`, { tool_outputs })
    expect(done).toMatchObject({ status: 'completed', usage: { prompt_tokens: 381, total_tokens: 578 } })

    expect(inputs()[1]).toMatchObject([
      { type: 'message', role: 'user' },
      { type: 'reasoning', id: 'rs_1', encrypted_content: 'gAAAAA-whole' },
      { type: 'message', role: 'assistant', content: 'I look at both: 巴黎🙂.' },
      { type: 'function_call', call_id: 'call_a', arguments: '{"city":"巴黎"}' },
      { type: 'function_call', call_id: 'call_b' },
      { type: 'function_call_output', call_id: 'call_a', output: 'of call_a' },
      { type: 'function_call_output', call_id: 'call_b' },
    ])
    const [note] = (await owned<List<ListedNote>>(`/runs/${run.id}/notes`)).data
    expect(await owned<StepNote>(`/runs/${run.id}/notes/${note?.id}`)).toMatchObject({
      reasoning: { text: '**Looking up 天气**\n\nBoth cities.', field: null },
    })
  })

  it('gives a message back with its phase, and without where the endpoint does not take that', async () => {
    const said = messageDone('I look.')
    const frames = [...textDeltas('I look.'), { ...said, item: { ...said.item, phase: 'commentary' } }]
    const calling = (id: string) =>
      responseReply([...frames, ...callItems([{ id, name: 'get_weather', arguments: '{}' }], 1)])
    replies.push(calling('call_a'), calling('call_b'), errorReply(400, "Unknown parameter: 'input[1].phase'."))
    replies.push(saying('Sunny.'))
    const run = await begun()
    const path = `/threads/${run.thread_id}/runs/${run.id}/submit_tool_outputs`
    const answer = (id: string) => settled(path, { tool_outputs: [{ tool_call_id: id, output: 'sunny' }] })
    expect((await answer('call_a')).status).toBe('requires_action')
    expect((await answer('call_b')).status).toBe('completed')
    const message = { type: 'message', role: 'assistant', content: 'I look.' }
    expect(inputs()[1]?.[1]).toEqual({ ...message, phase: 'commentary' })
    expect(inputs()[3]?.filter(({ role }) => role === 'assistant')).toEqual([message, message])
    expect((await owned<List<ListedNote>>(`/runs/${run.id}/notes`)).data.every((note) => !note.reasoning)).toBe(true)
  })

  it('sends no reasoning of runs before', async () => {
    replies.push(recorded, saying('Sunny.'))
    const run = await begun()
    await wire.call('POST', `/threads/${run.thread_id}/runs/${run.id}/cancel`)
    await settled(`/threads/${run.thread_id}/runs`, { assistant_id: run.assistant_id })
    expect(JSON.stringify(inputs()[1])).not.toContain('gAAAAA')
    expect(JSON.stringify(inputs()[1])).not.toContain('Looking up')
  })

  it('may end incomplete, fail with what the endpoint says, and be refused for good', async () => {
    const response = { object: 'response', status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }
    const failed = { type: 'response.failed', response: { error: { code: 'server_error', message: 'It burnt.' } } }
    replies.push(
      streamReply([...textDeltas('Half'), { type: 'response.incomplete', response }], 'closed'),
      streamReply([...textDeltas('Half'), failed], 'closed'),
      errorReply(401, 'No such key'),
    )
    expect(await begun()).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_completion_tokens' },
    })
    expect((await begun()).last_error?.message).toContain('It burnt.')
    expect((await begun()).last_error?.message).toContain('No such key')
  })
})
