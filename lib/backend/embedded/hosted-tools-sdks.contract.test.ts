// Streams of runs with hosted tools through unmodified SDKs: what they put together of the deltas is what is there.
import type OpenAI from 'openai'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createValidatingFetch } from '@/lib/backend/testing/validating-fetch'
import { serveWire } from '@/lib/server/testing/serve-wire'
import type { HostedEvent } from './tools/hosted-tool'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { answer, codeTool, createHostedTools, finds, image, logs, result, searchTool } from './testing/hosted-tools'
import { agentsClientAt, sdkClients } from './testing/sdk-clients'
import { call, createTapes, stop, stopForCalls, text } from './testing/tapes'

const weather = { type: 'function', function: { name: 'weather', parameters: { type: 'object' } } } as const
const tools = [codeTool, searchTool, weather]

const tapes = createTapes()
const hosted = createHostedTools()
let wire: TestBackend
let server: Awaited<ReturnType<typeof serveWire>>

beforeAll(async () => {
  wire = await startEmbedded(tapes.models, { tools: hosted.tools })
  server = await serveWire(wire.backend)
})
afterAll(async () => {
  server.close()
  await wire.close()
})

/** Two pieces of one output in one breath. */
const twice: HostedEvent = {
  type: 'outputs',
  outputs: [
    { index: 0, type: 'logs', logs: '数 ' },
    { index: 0, type: 'logs', logs: '😀\n' },
  ],
}

/** Two searches and code in one turn, with a function; then code that draws; then an answer that cites and links. */
function putStory() {
  const code = JSON.stringify({ code: 'print("数 😀")\nplot()' })
  tapes.put(
    [
      ...call(0, 'file_search', '{"query":"a"}'),
      ...call(1, 'code_interpreter', code.slice(0, 19), code.slice(19)),
      ...call(2, 'weather', '{}'),
      ...call(3, 'file_search', '{"query":"b"}'),
      stopForCalls,
    ],
    [...call(0, 'code_interpreter', '{"code":"more()"}'), stopForCalls],
    [text('Both 【0:0†a.md】 and '), text('【1:0†b.md】: sandbox:/mnt/data/out.csv'), text(' are there.'), stop],
  )
  hosted.put(
    finds(result('file-a', 'a.md', 'A.'), result('file-b', 'b.md', 'B.')),
    [twice, image('file-png', 1), answer('数 😀')],
    finds(result('file-b', 'b.md', 'B.')),
    [logs('saved'), answer('saved', [{ path: '/mnt/data/out.csv', file_id: 'file-out' }])],
  )
}

type Stream = ReturnType<OpenAI['beta']['threads']['runs']['stream']>

/** Deltas leave the `index` of their entries behind. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === 'index' ? undefined : each)))

/** As they were put together of deltas, before the whole object came. */
function watch(stream: Stream) {
  const steps = new Map<string, unknown>()
  const messages = new Map<string, unknown>()
  const names = new Set<string>()
  stream.on('runStepDelta', (_, snapshot) => void steps.set(snapshot.id, structuredClone(snapshot.step_details)))
  stream.on('messageDelta', (_, snapshot) => void messages.set(snapshot.id, structuredClone(snapshot.content)))
  for (const name of ['toolCallCreated', 'toolCallDelta', 'toolCallDone', 'textDelta', 'imageFileDone'] as const)
    stream.on(name, () => void names.add(name))
  return { steps, messages, names }
}

it.each(sdkClients)('$name', async ({ base, create }) => {
  const judge = createValidatingFetch(base)
  const { assistants, threads } = create(server.url, judge.fetch as typeof fetch).beta
  const assistant = await assistants.create({ model: 'tape', tools: [...tools] })
  const { id: thread_id } = await threads.create({ messages: [{ role: 'user', content: 'hello' }] })
  putStory()
  const first = threads.runs.stream(thread_id, { assistant_id: assistant.id })
  const before = watch(first)
  const waiting = await first.finalRun()
  expect(waiting.status).toBe('requires_action')
  const tool_outputs = [{ tool_call_id: 'call_weather_2', output: 'sunny' }]
  const second = threads.runs.submitToolOutputsStream(waiting.id, { thread_id, tool_outputs })
  const after = watch(second)
  const run = await second.finalRun()
  expect(run.status).toBe('completed')

  const { data: steps } = await threads.runs.steps.list(run.id, { thread_id, order: 'asc' })
  const [mixed, code] = steps
  const waited = [...before.steps.values()][0] as { tool_calls: { function?: { output: unknown } }[] }
  for (const each of waited.tool_calls) if (each.function) each.function.output = 'sunny'
  expect(plain(waited)).toEqual(mixed?.step_details)
  expect(plain(after.steps.get(code?.id ?? ''))).toEqual(code?.step_details)
  const { data: messages } = await threads.messages.list(thread_id, { limit: 1 })
  const [message] = messages
  expect(plain(after.messages.get(message?.id ?? ''))).toEqual(message?.content)
  expect(message?.content.map(({ type }) => type)).toEqual(['image_file', 'text'])
  const part = message?.content[1]
  if (part?.type !== 'text') throw new Error('There is no text.')
  const { value, annotations } = part.text
  expect(annotations.map(({ type }) => type)).toEqual(['file_citation', 'file_citation', 'file_path'])
  for (const { start_index, end_index, text: cited } of annotations)
    expect(value.slice(start_index, end_index)).toBe(cited)
  expect([...before.names]).toEqual(expect.arrayContaining(['toolCallCreated', 'toolCallDelta', 'toolCallDone']))
  expect([...after.names]).toEqual(expect.arrayContaining(['textDelta', 'imageFileDone']))
  expect(judge.violations).toEqual([])
})

it('@azure/ai-agents', async () => {
  const client = agentsClientAt(server.url)
  const agent = await client.createAgent('tape', { name: 'agent', tools: [{ type: 'code_interpreter' }] })
  const thread = await client.threads.create({ messages: [{ role: 'user', content: 'hello' }] })
  tapes.put([...call(0, 'code_interpreter', '{"code":"1"}'), stopForCalls], [text('One.'), stop])
  hosted.put([logs('1'), answer('1')])
  const [deltas, steps]: [string[], string[]] = [[], []]
  for await (const { event, data } of await client.runs.create(thread.id, agent.id).stream())
    if (event === 'thread.run.step.delta') deltas.push(JSON.stringify(data))
  expect(deltas.join('')).toContain('"codeInterpreter":{"input":"1"}')
  for await (const run of client.runs.list(thread.id))
    for await (const step of client.runSteps.list(thread.id, run.id)) steps.push(JSON.stringify(step))
  expect(steps.join('')).toContain('"logs":"1"')
})
