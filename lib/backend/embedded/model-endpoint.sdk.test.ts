// Runs that a chat-completions endpoint answers, as it is configured by MODEL_BASE_URL: well, badly, and not at all.
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import type OpenAI from 'openai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSdk, type Sdk } from '@/lib/backend/testing/sdk'
import { startServer, type RunningServer } from '@/lib/server/testing/start-server'
import {
  callFrames,
  errorReply,
  frame,
  startFakeChatServer,
  streamReply,
  textFrames,
  usageFrame,
  type FakeChatServer,
  type FakeReply,
} from '@/lib/backend/models/testing/fake-chat-server'
import { weather } from './testing/functions'

const KEY = 'sk-key-of-the-endpoint-0123456789'
const quickly = { pollIntervalMs: 10 }
const calls = [
  { id: 'call_paris', name: 'get_weather', arguments: '{"city":"Paris"}' },
  { id: 'call_rome', name: 'get_weather', arguments: '{"city":"Rome"}' },
]

/** The endpoint answers by the name of the model. */
const replyTo: Parameters<typeof startFakeChatServer>[0] = ({ model, messages }): FakeReply => {
  switch (model) {
    case 'tools':
      if (messages.at(-1)?.role !== 'tool') return streamReply([...callFrames.inPieces(calls), usageFrame(30, 12)])
      return streamReply([...textFrames('Mild ', 'everywhere.'), usageFrame(60, 4)])
    case 'busy':
      return errorReply(429, 'Slow down.', 'rate_limit_exceeded')
    case 'broken':
      return errorReply(500, 'The engine is on fire.')
    case 'locked':
      return errorReply(401, `Incorrect API key provided: ${KEY}.`, 'invalid_api_key')
    case 'cut':
      return streamReply([frame({ role: 'assistant', content: 'Half an ' }), frame({ content: 'answer' })], 'cut')
    default:
      return streamReply([...textFrames('Good ', 'day.'), usageFrame(21, 3)])
  }
}

let endpoint: FakeChatServer
let server: RunningServer
let sdk: Sdk

beforeAll(async () => {
  endpoint = await startFakeChatServer(replyTo)
  const env = { MODEL_BASE_URL: endpoint.baseUrl, MODEL_API_KEY: KEY, MODEL_NAMES: 'clerk=upstream-clerk,tools' }
  server = await startServer({ env })
})
beforeEach(() => {
  sdk = createSdk(server.url)
})
afterEach(() => {
  expect(sdk.violations).toEqual([])
  expect(sdk.heard()).not.toContain(KEY)
  expect(server.output()).not.toContain(KEY)
})
afterAll(async () => {
  await server.stop()
  await endpoint.close()
})

async function prepared(model: string, { client } = sdk) {
  const { assistants, threads } = client.beta
  const { id: assistant_id } = await assistants.create({ model, instructions: 'Be kind.', tools: [weather] })
  const { id: thread_id } = await threads.create({ messages: [{ role: 'user', content: 'Hello.' }] })
  const asked = endpoint.requests.length
  return { runs: threads.runs, assistant_id, thread_id, requests: () => endpoint.requests.slice(asked) }
}

async function answerIn(threadId: string) {
  const { data } = await sdk.client.beta.threads.messages.list(threadId, { limit: 1 })
  return data[0] as OpenAI.Beta.Threads.Message
}

describe('an endpoint that answers', () => {
  it('is asked under its own name for the model, with its key, and its usage is taken over', async () => {
    const { runs, thread_id, assistant_id, requests } = await prepared('clerk')
    const stream = runs.stream(thread_id, { assistant_id })
    let text = ''
    stream.on('textDelta', ({ value = '' }) => void (text += value))
    const run = await stream.finalRun()
    expect(text).toBe('Good day.')
    const usage = { prompt_tokens: 21, completion_tokens: 3, total_tokens: 24 }
    expect(run).toMatchObject({ status: 'completed', model: 'clerk', usage })
    expect(requests().map(({ body }) => body.model)).toEqual(['upstream-clerk'])
    expect(requests()[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
    expect(requests()[0]?.body.messages).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hello.' },
    ])
  })

  it('has its calls answered by the client, and goes on with the outputs', async () => {
    const { runs, thread_id, assistant_id, requests } = await prepared('tools')
    const waiting = await runs.createAndPoll(thread_id, { assistant_id }, quickly)
    const required = waiting.required_action!.submit_tool_outputs.tool_calls
    expect(
      required.map(({ id, function: { name, arguments: written } }) => ({ id, name, arguments: written })),
    ).toEqual(calls)
    const tool_outputs = calls.map(({ id }) => ({ tool_call_id: id, output: `mild in ${id}` }))
    const done = await runs.submitToolOutputsStream(waiting.id, { thread_id, tool_outputs }).finalRun()
    expect(done).toMatchObject({ status: 'completed', usage: { prompt_tokens: 90, completion_tokens: 16 } })
    expect((await answerIn(thread_id)).content).toMatchObject([{ text: { value: 'Mild everywhere.' } }])
    expect(requests()[1]?.body.messages.slice(-2)).toEqual(
      calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: `mild in ${id}` })),
    )
  })

  it('offers its models beside the scripted ones', async () => {
    const models: OpenAI.Model[] = []
    for await (const model of sdk.client.models.list()) models.push(model)
    expect(models.slice(0, 2)).toMatchObject([
      { id: 'clerk', owned_by: endpoint.host },
      { id: 'tools', owned_by: endpoint.host },
    ])
    expect(models.map(({ id }) => id)).toContain('scripted')
  })
})

describe('an endpoint that does not', () => {
  it.each([
    ['busy', 'rate_limit_exceeded', '429: Slow down.', 2],
    ['broken', 'server_error', '500: The engine is on fire.', 2],
    ['locked', 'server_error', '401: Incorrect API key provided: [key].', 1],
  ])('is the last error of the run: %s', async (model, code, words, attempts) => {
    const { runs, thread_id, assistant_id, requests } = await prepared(model)
    const run = await runs.createAndPoll(thread_id, { assistant_id }, quickly)
    expect(run).toMatchObject({ status: 'failed', last_error: { code } })
    expect(run.last_error?.message).toBe(`The model endpoint ${endpoint.host} answered ${words}`)
    expect(requests()).toHaveLength(attempts)
  })

  it('leaves what it had written when it breaks off', async () => {
    const { runs, thread_id, assistant_id } = await prepared('cut')
    const run = await runs.stream(thread_id, { assistant_id }).finalRun()
    expect(run).toMatchObject({ status: 'failed', last_error: { code: 'server_error' } })
    expect(run.last_error?.message).toContain(`${endpoint.host} was cut off in the middle`)
    expect(await answerIn(thread_id)).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'run_failed' },
      content: [{ text: { value: 'Half an answer' } }],
    })
    const { data: steps } = await runs.steps.list(run.id, { thread_id })
    expect(steps).toMatchObject([{ status: 'failed', last_error: { code: 'server_error' } }])
  })

  it('is named when it cannot be reached', async () => {
    const host = await closedPort()
    const env = { MODEL_BASE_URL: `http://${host}/v1`, MODEL_API_KEY: KEY, MODEL_NAMES: 'clerk' }
    const lonely = await startServer({ env })
    try {
      const lonelySdk = createSdk(lonely.url)
      const { runs, thread_id, assistant_id } = await prepared('clerk', lonelySdk)
      const run = await runs.createAndPoll(thread_id, { assistant_id }, quickly)
      const message = `The model endpoint ${host} could not be reached (ECONNREFUSED).`
      expect(run).toMatchObject({ status: 'failed', last_error: { code: 'server_error', message } })
      expect(lonelySdk.violations).toEqual([])
      expect(lonelySdk.heard() + lonely.output()).not.toContain(KEY)
    } finally {
      await lonely.stop()
    }
  })
})

/** An address on which nothing listens. */
async function closedPort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return `127.0.0.1:${port}`
}
