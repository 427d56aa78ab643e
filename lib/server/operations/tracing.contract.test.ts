// Traces, as a collector gets them: of a run by a model endpoint, with its client's trace, to whoever is asked.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type RunningProjects, startProjects } from '../testing/start-projects'

const SECRET = 'narwhal-tusk'
const TRACE = '0af7651916cd43dd8448eb211c80319c'
const CLIENT = 'b7ad6b7169203331'

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly traceState?: string
  readonly name: string
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[]
  readonly status: { readonly code?: number }
}

let elsewhere: Awaited<ReturnType<typeof serveElsewhere>>
let server: RunningProjects

beforeAll(async () => {
  elsewhere = await serveElsewhere()
  server = await startProjects({
    OTEL_EXPORTER_OTLP_ENDPOINT: elsewhere.url,
    MODEL_BASE_URL: `${elsewhere.url}/v1`,
    MODEL_NAMES: 'large',
    RESPONDER_HOSTS: new URL(elsewhere.url).host,
  })
})
afterAll(async () => {
  await server.stop()
  await elsewhere.close()
})

/** A collector, a model's endpoint and what a rule asks in one. */
async function serveElsewhere() {
  const spans: Span[] = []
  const asked: (string | undefined)[] = []
  const states: (string | undefined)[] = []
  const there = createServer((request, response) => {
    void textOf(request).then((text) => {
      if (request.url === '/v1/traces') {
        for (const { scopeSpans } of (JSON.parse(text) as Export).resourceSpans)
          spans.push(...scopeSpans.flatMap((scope) => scope.spans))
        return response.end('{}')
      }
      asked.push(String(request.headers['traceparent']))
      states.push(request.headers['tracestate'] as string | undefined)
      if (request.url === '/weather') return response.end('sunny')
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const choice = { index: 0, delta: { role: 'assistant', content: SECRET }, finish_reason: null }
      const last = { index: 0, delta: {}, finish_reason: 'stop' }
      const usage = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 }
      for (const chunk of [{ choices: [choice] }, { choices: [last] }, { choices: [], usage }])
        response.write(
          `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'large', ...chunk })}\n\n`,
        )
      return response.end('data: [DONE]\n\n')
    })
  })
  await new Promise<void>((resolve) => there.listen(0, '127.0.0.1', resolve))
  const { port } = there.address() as AddressInfo
  return {
    ...{ spans, asked, states, url: `http://127.0.0.1:${port}` },
    close: () => new Promise((resolve) => there.close(resolve).closeAllConnections()),
  }
}

interface Export {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[]
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

const attributesOf = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

const spanOf = (traceId: string, name: RegExp) =>
  elsewhere.spans.find((span) => span.traceId === traceId && name.test(span.name))

const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  server.ask(path, { method: 'POST', body, headers })

async function run(headers: Readonly<Record<string, string>> = {}, settings: object = { model: 'large' }) {
  const { json: assistant } = await post('/v1/assistants', { instructions: SECRET, ...settings })
  await runOf(String(assistant['id']), headers)
}

async function runOf(assistant: string, headers: Readonly<Record<string, string>>) {
  const thread = { messages: [{ role: 'user', content: `What is the weather in ${SECRET}?` }] }
  const { json } = await post('/v1/threads/runs', { assistant_id: assistant, thread }, headers)
  const path = `/v1/threads/${String(json['thread_id'])}/runs/${String(json['id'])}`
  await vi.waitFor(async () => expect((await server.ask(path)).json['status']).toBe('completed'), { timeout: 20_000 })
}

test('a run goes on with the trace of its client, and hands it to the model', async () => {
  await run({ traceparent: `00-${TRACE}-${CLIENT}-01`, tracestate: 'rojo=1, congo=t61' })
  await vi.waitFor(() => expect(spanOf(TRACE, /^invoke_agent/)).toBeDefined(), { timeout: 20_000 })
  const whole = spanOf(TRACE, /^invoke_agent/)
  const call = spanOf(TRACE, /^chat large/)
  const step = spanOf(TRACE, /^step message_creation/)
  expect(whole?.parentSpanId).toBe(CLIENT)
  expect(call?.parentSpanId).toBe(whole?.spanId)
  expect(step?.parentSpanId).toBe(whole?.spanId)
  expect(elsewhere.asked.at(-1)).toBe(`00-${TRACE}-${call?.spanId}-01`)
  expect([elsewhere.states.at(-1), whole?.traceState, call?.traceState]).toEqual(Array(3).fill('rojo=1,congo=t61'))
  expect(call && attributesOf(call)).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'large',
    'gen_ai.usage.input_tokens': 7,
    'gen_ai.usage.output_tokens': 5,
    'server.address': '127.0.0.1',
  })
  expect(whole && attributesOf(whole)).toMatchObject({
    'gen_ai.operation.name': 'invoke_agent',
    'playground.run.status': 'completed',
    'gen_ai.usage.output_tokens': 5,
  })
})

test('without a client it has a trace of its own; what was said is in none', async () => {
  const known = new Set(elsewhere.spans.map(({ traceId }) => traceId))
  await run({ traceparent: '00-not-a-trace-01', tracestate: 'rojo=1' })
  const own = () => elsewhere.spans.find(({ traceId, name }) => !known.has(traceId) && name.startsWith('invoke_agent'))
  await vi.waitFor(() => expect(own()).toBeDefined(), { timeout: 20_000 })
  expect(own()?.parentSpanId ?? '').toBe('')
  expect(elsewhere.asked.at(-1)).toContain(own()?.traceId)
  expect(elsewhere.states.at(-1)).toBeUndefined()
  expect(JSON.stringify(elsewhere.spans)).not.toContain(SECRET)
})

const traceOf = (number: number) => number.toString(16).padStart(32, 'f')
const parentOf = (number: number) => ({
  ...{ traceparent: `00-${traceOf(number)}-${CLIENT}-01`, tracestate: `n=${number}` },
})

test('a call of a hosted tool is a span below the step that made it', async () => {
  const form = new FormData()
  form.append('purpose', 'assistants')
  form.append('file', new File([`The ${SECRET} is long.`], 'a.txt', { type: 'text/plain' }))
  const { json: file } = await server.ask('/v1/files', { method: 'POST', body: form })
  const { json: store } = await post('/v1/vector_stores', { file_ids: [file['id']] })
  const stored = `/v1/vector_stores/${String(store['id'])}`
  await vi.waitFor(async () => expect((await server.ask(stored)).json['status']).toBe('completed'), { timeout: 20_000 })
  const tool_resources = { file_search: { vector_store_ids: [store['id']] } }
  await run(parentOf(1), { model: 'scripted', tools: [{ type: 'file_search' }], tool_resources })
  await vi.waitFor(() => expect(spanOf(traceOf(1), /^invoke_agent/)).toBeDefined(), { timeout: 20_000 })
  const call = spanOf(traceOf(1), /^execute_tool/)
  expect(call?.name).toBe('execute_tool file_search')
  expect(call?.parentSpanId).toBe(spanOf(traceOf(1), /^step tool_calls/)?.spanId)
  expect(call && attributesOf(call)).toMatchObject({
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'file_search',
    'gen_ai.tool.type': 'extension',
  })
})

test('a call that a rule answers is a span of the run, and what is asked for it goes on with the trace', async () => {
  const parameters = { type: 'object', properties: { city: { type: 'string' } } }
  const tools = [{ type: 'function', function: { name: 'get_weather', parameters } }]
  const { json: assistant } = await post('/v1/assistants', { model: 'scripted', tools })
  const rule = { name: 'Weather', kind: 'http', method: 'GET', url: `${elsewhere.url}/weather` }
  const { status } = await server.ask(`/api/connections/embedded/assistants/${String(assistant['id'])}/responders`, {
    method: 'PUT',
    body: { for_all_runs: true, functions: [{ function: 'get_weather', rules: [rule] }] },
  })
  expect(status).toBe(200)
  await runOf(String(assistant['id']), parentOf(2))
  await vi.waitFor(() => expect(spanOf(traceOf(2), /^invoke_agent/)).toBeDefined(), { timeout: 20_000 })
  const call = spanOf(traceOf(2), /^execute_tool get_weather/)
  expect(call?.parentSpanId).toBe(spanOf(traceOf(2), /^invoke_agent/)?.spanId)
  expect(call && attributesOf(call)).toMatchObject({ 'gen_ai.tool.type': 'function' })
  const asked = elsewhere.asked.indexOf(`00-${traceOf(2)}-${call?.spanId}-01`)
  expect(elsewhere.states[asked]).toBe('n=2')
  expect(JSON.stringify(elsewhere.spans)).not.toContain(SECRET)
})

test('a client that does not record its trace has none here either, and whoever is asked is told so', async () => {
  const quiet = traceOf(3)
  await run({ traceparent: `00-${quiet}-${CLIENT}-00` })
  expect(elsewhere.asked.at(-1)).toMatch(new RegExp(`^00-${quiet}-[\\da-f]{16}-00$`))
  await run(parentOf(4))
  await vi.waitFor(() => expect(spanOf(traceOf(4), /^invoke_agent/)).toBeDefined(), { timeout: 20_000 })
  expect(elsewhere.spans.filter(({ traceId }) => traceId === quiet)).toEqual([])
})
