// Unmodified SDKs through the proxy: over a real socket to it, and from it to the backend over another.
import { AgentsClient } from '@azure/ai-agents'
import OpenAI, { AzureOpenAI, NotFoundError } from 'openai'
import OpenAI4 from 'openai-4'
import OpenAI7 from 'openai-7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmbedded, type TestBackend } from '@/lib/backend/embedded/testing/embedded'
import { call, createTapes, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { listen, urlOf } from '@/lib/server/listen'
import { createWire } from '@/lib/server/wire'
import type { Backend } from '@/lib/backend/backend'
import { createFetch } from './testing/loopback'
import { startProxied } from './testing/proxied'
import { createUpstream } from './upstream'

const tapes = createTapes()
let there: TestBackend
let url = ''
let wire: Awaited<ReturnType<typeof startProxied>>
const closings: (() => unknown)[] = []

async function serve(backend: Backend): Promise<string> {
  const { server, port } = await listen({ host: '127.0.0.1', port: 0 }, createWire(backend))
  closings.push(() => server.close().closeAllConnections())
  return urlOf('127.0.0.1', port)
}

beforeAll(async () => {
  there = await startEmbedded(tapes.models)
  const outbound = createFetch()
  const upstream = createUpstream({ kind: 'playground', url: await serve(there.backend), fetch: outbound.fetch })
  wire = await startProxied(upstream)
  url = await serve(wire.backend)
  closings.push(() => outbound.close())
})
afterAll(async () => {
  await Promise.all(closings.map((close) => close()))
  await wire.close()
  await there.close()
})

const callThenAnswer = () =>
  tapes.put([...call(0, 'get_weather', '{"city":"Rome"}'), stopForCalls], [text('Sunny.'), stop])

/** What the versions of the package have alike, as this test uses it. */
type Client = Pick<OpenAI, 'beta'>

const options = (version: string) => ({ apiKey: 'not-needed', baseURL: `${url}/c/other/${version}`, maxRetries: 0 })

it.each<[string, () => Client]>([
  ['openai 6', () => new OpenAI(options('v1'))],
  ['openai 7', () => new OpenAI7(options('v1')) as unknown as Client],
  ['AzureOpenAI', () => new AzureOpenAI({ ...options('openai'), apiVersion: '2024-05-01-preview' })],
])('%s streams a run with a call, pages and is refused', async (_, create) => {
  const { assistants, threads } = create().beta
  const assistant = await assistants.create({ model: 'tape', tools: [weather] })
  const { id: thread_id } = await threads.create({ messages: [{ role: 'user', content: 'hello' }] })
  callThenAnswer()
  const waiting = await threads.runs.stream(thread_id, { assistant_id: assistant.id }).finalRun()
  expect(waiting.status).toBe('requires_action')
  const calls = waiting.required_action?.submit_tool_outputs.tool_calls ?? []
  const tool_outputs = calls.map(({ id }) => ({ tool_call_id: id, output: 'sunny' }))
  const done = await threads.runs.submitToolOutputsStream(waiting.id, { thread_id, tool_outputs }).finalRun()
  expect(done.status).toBe('completed')
  const roles: string[] = []
  for await (const { role } of threads.messages.list(thread_id, { limit: 1 })) roles.push(role)
  expect(roles).toEqual(['assistant', 'user'])
  await expect(assistants.retrieve('asst_none')).rejects.toMatchObject({ status: 404 })
})

it('openai 4 polls a run', async () => {
  const { assistants, threads } = new OpenAI4(options('v1')).beta
  const assistant = await assistants.create({ model: 'tape' })
  const { id } = await threads.create({ messages: [{ role: 'user', content: 'hello' }] })
  tapes.put([text('Sunny.'), stop])
  const run = await threads.runs.createAndPoll(id, { assistant_id: assistant.id })
  expect(run.status).toBe('completed')
  const { data } = await threads.messages.list(id)
  expect(data.map(({ role }) => role)).toEqual(['assistant', 'user'])
})

it('the error classes of a package are those of its own backend', async () => {
  await expect(new OpenAI(options('v1')).beta.threads.retrieve('thread_none')).rejects.toThrow(NotFoundError)
})

it('@azure/ai-agents reads lists to their end and streams', async () => {
  const credential = { getToken: async () => ({ token: 'not-needed', expiresOnTimestamp: Date.now() + 3_600_000 }) }
  // It sends its token to addresses with TLS only: what ends that stands before the proxy.
  const client = new AgentsClient('https://playground.test/c/other/api/projects/mine', credential)
  const endTls: Parameters<typeof client.pipeline.addPolicy>[0] = {
    name: 'end-tls',
    sendRequest(request, next) {
      request.url = request.url.replace('https://playground.test', url)
      request.allowInsecureConnection = true
      request.headers.set('host', 'playground.test')
      request.headers.set('x-forwarded-proto', 'https')
      return next(request)
    },
  }
  client.pipeline.addPolicy(endTls, { afterPhase: 'Sign' })
  const agent = await client.createAgent('tape', { name: 'agent' })
  for (let n = 0; n < 22; n += 1) await there.assistant({ name: `number ${n}` })
  // It reads one page, which is long for those who name no limit: see next-links.ts.
  const names: string[] = []
  for await (const { name } of client.listAgents()) names.push(name ?? '')
  expect(names.length).toBeGreaterThanOrEqual(23)
  const thread = await client.threads.create({ messages: [{ role: 'user', content: 'hello' }] })
  tapes.put([text('Sunny.'), stop])
  const events: string[] = []
  for await (const { event } of await client.runs.create(thread.id, agent.id).stream()) events.push(event)
  expect(events).toContain('thread.run.completed')
})

it('lists for Foundry’s clients lead on by their links', async () => {
  for (let n = 0; n < 3; n += 1) await there.assistant({ name: `link ${n}` })
  const names: string[] = []
  let next: string | undefined = `${url}/c/other/api/projects/mine/assistants?limit=2&order=desc`
  while (next !== undefined && names.length < 4) {
    const list = (await (await fetch(next)).json()) as { data: { name: string }[]; nextLink?: string }
    names.push(...list.data.map(({ name }) => name))
    next = list.nextLink
  }
  expect(names.slice(0, 3)).toEqual(['link 2', 'link 1', 'link 0'])
})
