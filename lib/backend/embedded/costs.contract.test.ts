// What runs cost: by the price of their model when each answer ended, as far as their endpoints count tokens.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collect } from '@/lib/backend/testing/wire'
import type { ModelPrice } from '@/lib/protocol/model-settings'
import type { List } from '@/lib/protocol/list'
import type { Cost, RunSummary, ThreadSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { createModelRegistry, type OwnedModelRegistry } from '@/lib/backend/models/registry'
import {
  callFrames,
  frame,
  startFakeChatServer,
  streamReply,
  textFrames,
  type FakeChatServer,
  type FakeReply,
} from '@/lib/backend/models/testing/fake-chat-server'
import { startEmbedded, type TestBackend } from './testing/embedded'

const dollars: ModelPrice = { currency: 'USD', input: '1', output: '10', cached_input: '0.1' }
const tools = [{ type: 'function', function: { name: 'get_weather' } }] as const

let wire: TestBackend
let server: FakeChatServer
let models: OwnedModelRegistry
let replies: FakeReply[]

beforeEach(async () => {
  replies = []
  server = await startFakeChatServer(() => replies.shift() ?? streamReply([], 'closed'))
  models = createModelRegistry({ paceMs: 0, sleep: async () => undefined })
  offer(dollars)
  wire = await startEmbedded(models)
})
afterEach(async () => {
  await wire.close()
  await models.close()
  await server.close()
})

function offer(price: ModelPrice | undefined) {
  const endpoint = { name: 'Ours', api: 'chat_completions', baseUrl: server.baseUrl, apiKey: '', headers: {} } as const
  models.set({
    endpoints: [{ ...endpoint, isLocked: false, models: [{ name: 'priced', upstreamName: 'x', price }] }],
    defaultName: undefined,
  })
}

const counted = (prompt: number, completion: number, details: object = {}) => ({
  ...{ ...frame({}), choices: [] },
  usage: { prompt_tokens: prompt, completion_tokens: completion, ...details },
})
const answer = (prompt: number, completion: number, details?: object) =>
  streamReply([...textFrames('Hi'), counted(prompt, completion, details)])

async function settled(path: string, body: object): Promise<Run> {
  const events = await collect(wire.stream(path, body))
  expect(JSON.stringify(events)).not.toContain('playground.')
  return events.map(({ data }) => data as Run).findLast(({ object }) => object === 'thread.run')!
}

async function threadWith(model = 'priced') {
  const assistant = await wire.assistant({ model, tools: [...tools] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hi' }] })
  const run = () => settled(`/threads/${thread.id}/runs`, { assistant_id: assistant.id, model })
  return {
    id: thread.id,
    run,
    runOn: (other: string) => settled(`/threads/${thread.id}/runs`, { assistant_id: assistant.id, model: other }),
  }
}

const owned = async <T>(path: string) =>
  (await (await wire.send('GET', `/../api/connections/embedded${path}`)).json()) as T
const costOf = async ({ id }: Run) => (await owned<RunSummary>(`/runs/${id}`)).cost
const costOfThread = async (id: string) => (await owned<ThreadSummary>(`/threads/${id}`)).cost
const usd = (amount: string, is_complete = true): Cost => ({ amounts: [{ currency: 'USD', amount }], is_complete })

it('says of tokens that were estimated for want of a count that they were, and makes no cost of them', async () => {
  replies.push(streamReply(textFrames('Hi')), answer(10, 10))
  const thread = await threadWith()
  const run = await thread.run()
  expect(run.usage?.completion_tokens).toBeGreaterThan(0)
  const summary = await owned<RunSummary>(`/runs/${run.id}`)
  expect(summary).toMatchObject({ is_usage_estimated: true })
  expect(summary).not.toHaveProperty('cost')
  for (const counted of [await thread.run(), await thread.runOn('scripted')]) {
    expect(await owned<RunSummary>(`/runs/${counted.id}`)).not.toHaveProperty('is_usage_estimated')
  }
})

describe('the cost of a run', () => {
  it('is that of its tokens, cached ones at their own price, and stays when the price changes', async () => {
    replies.push(answer(1000, 200), answer(1000, 200, { prompt_tokens_details: { cached_tokens: 500 } }))
    const thread = await threadWith()
    const first = await thread.run()
    expect(await costOf(first)).toEqual(usd('0.003'))
    expect(await costOf(await thread.run())).toEqual(usd('0.00255'))
    offer({ ...dollars, input: '99' })
    expect(await costOf(first)).toEqual(usd('0.003'))
    expect(await costOfThread(thread.id)).toEqual(usd('0.00555'))
    const { data } = await owned<List<RunSummary>>(`/runs?thread_id=${thread.id}&order=asc`)
    expect(data.map(({ cost }) => cost)).toEqual([usd('0.003'), usd('0.00255')])
    expect(data.map(({ has_notes }) => has_notes)).toEqual([false, false])
  })

  it('is known while it waits for outputs, and the sum of its answers', async () => {
    const calls = [{ id: 'call_a', name: 'get_weather', arguments: '{}' }]
    replies.push(streamReply([...callFrames.inPieces(calls), counted(100, 10)]), answer(200, 20))
    const thread = await threadWith()
    const run = await thread.run()
    expect(run.status).toBe('requires_action')
    expect(await costOf(run)).toEqual(usd('0.0002'))
    const tool_outputs = [{ tool_call_id: 'call_a', output: 'sunny' }]
    await settled(`/threads/${thread.id}/runs/${run.id}/submit_tool_outputs`, { tool_outputs })
    expect(await costOf(run)).toEqual(usd('0.0006'))
  })

  it('is nothing where no price is known, or no tokens were counted', async () => {
    replies.push(streamReply(textFrames('Hi')), answer(10, 10))
    const thread = await threadWith()
    expect(await costOf(await thread.run())).toBeUndefined()
    offer(undefined)
    expect(await costOf(await thread.run())).toBeUndefined()
    expect(await costOfThread(thread.id)).toBeUndefined()
  })

  it('is at least what is known of it, for a thread as for a run', async () => {
    replies.push(answer(1000, 0), answer(10, 10))
    const thread = await threadWith()
    await thread.run()
    expect(await costOfThread(thread.id)).toEqual(usd('0.001'))
    offer(undefined)
    await thread.run()
    expect(await costOfThread(thread.id)).toEqual(usd('0.001', false))
  })

  it('counts an answer that broke off as unknown', async () => {
    const calls = [{ id: 'call_a', name: 'get_weather', arguments: '{}' }]
    replies.push(
      streamReply([...callFrames.inPieces(calls), counted(100, 10)]),
      streamReply([frame({ content: 'Half' })], 'cut'),
    )
    const thread = await threadWith()
    const run = await thread.run()
    const tool_outputs = [{ tool_call_id: 'call_a', output: 'sunny' }]
    const path = `/threads/${thread.id}/runs/${run.id}/submit_tool_outputs`
    expect(await settled(path, { tool_outputs })).toMatchObject({ status: 'failed' })
    expect(await costOf(run)).toEqual(usd('0.0002', false))
  })

  it('of other currencies stands beside it, and the scripted model costs nothing', async () => {
    replies.push(answer(1000, 0), answer(1000, 0))
    const thread = await threadWith()
    await thread.run()
    offer({ currency: '元', input: '7', output: '7' })
    await thread.run()
    const amounts = [
      { currency: 'USD', amount: '0.001' },
      { currency: '元', amount: '0.007' },
    ]
    expect(await costOfThread(thread.id)).toEqual({ amounts, is_complete: true })
    await thread.runOn('scripted')
    expect(await costOfThread(thread.id)).toEqual({ amounts, is_complete: true })
    const { data } = await owned<List<ThreadSummary>>('/threads')
    expect(data.map(({ cost }) => cost)).toEqual([{ amounts, is_complete: true }])
  })
})
