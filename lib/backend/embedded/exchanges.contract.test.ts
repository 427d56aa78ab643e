// What passes on the wire about runs of the built-in connection, recorded for the wire panel.
import { expect, it, onTestFinished } from 'vitest'
import { collect } from '@/lib/backend/testing/wire'
import type { ExchangeList, WireExchange } from '@/lib/protocol/exchange'
import { readFrames } from '@/lib/protocol/sse'
import type { Run } from '@/lib/protocol/run'
import { startEmbedded } from './testing/embedded'
import { weather } from './testing/functions'
import { call, createTapes, stop, stopForCalls, text } from './testing/tapes'

async function start() {
  const tapes = createTapes()
  const wire = await startEmbedded(tapes.models)
  onTestFinished(() => wire.close())
  const send = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    wire.backend(
      new Request(`http://internal.test${path}`, {
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
        headers: { 'content-type': 'application/json', authorization: 'Bearer secret', ...headers },
      }),
    )
  const own = async <T>(path: string) => (await (await send(`/api/connections/embedded/runs/${path}`)).json()) as T
  return { tapes, wire, send, own, list: (run: string) => own<ExchangeList>(`${run}/exchanges`) }
}

it('has the requests of a run in their order, in short and each one whole, and no secret', async () => {
  const { tapes, wire, send, own, list } = await start()
  const { id: assistant_id } = await wire.assistant({ tools: [weather] })
  const { id: thread } = await wire.thread()
  tapes.put([...call(0, 'get_weather', '{"city":"Paris"}'), stopForCalls])
  const created = await send(`/c/embedded/openai/threads/${thread}/runs?api-version=v1`, { assistant_id, stream: true })
  const frames = await collect(readFrames(created.body!))
  const waiting = JSON.parse(frames.at(-2)?.data ?? '') as Run
  const at = `/threads/${thread}/runs/${waiting.id}`
  const [asked] = waiting.required_action?.submit_tool_outputs.tool_calls ?? []
  tapes.put([text('Sunny.'), stop])
  const outputs = { tool_outputs: [{ tool_call_id: asked?.id, output: 'sunny' }] }
  const running = (await (await send(`/v1${at}/submit_tool_outputs`, outputs)).json()) as Run
  expect(running.status).not.toBe('requires_action')
  await send(`/v1${at}/cancel`, {})
  await send('/v1/assistants')
  await send(`/api/c/embedded/v1${at}/steps`)

  const { data } = await list(waiting.id)
  expect(data.map(({ method, path, answer, names }) => [method, path, answer?.status, names])).toEqual([
    ['POST', `/threads/${thread}/runs?api-version=v1`, 200, []],
    ['POST', `${at}/submit_tool_outputs`, 200, [asked?.id]],
    ['POST', `${at}/cancel`, expect.any(Number), []],
  ])
  expect(data[0]?.answer?.bytes, 'the frames are counted').toBeGreaterThan(1_000)
  expect(data.every(({ answer }) => answer && answer.end_ms !== null)).toBe(true)
  expect(JSON.stringify(data)).not.toContain('sunny')

  const whole = await own<WireExchange>(`${waiting.id}/exchanges/${data[1]?.number}`)
  expect(JSON.parse(whole.request.text ?? '')).toEqual(outputs)
  expect(JSON.parse(whole.answer?.text ?? '')).toEqual(running)
  expect(whole.answer?.headers['x-request-id']).toMatch(/^req_/)
  expect(JSON.stringify(whole)).not.toContain('secret')
  for (const number of ['1', '0', 'x', '1e999'])
    expect((await send(`/api/connections/embedded/runs/${waiting.id}/exchanges/${number}`)).status).toBe(404)
})

it('knows the run of a request that created it, and has what was refused', async () => {
  const { tapes, wire, send, list } = await start()
  const { id: assistant_id } = await wire.assistant()
  tapes.put([text('Hello.'), stop])
  const run = (await (await send('/v1/threads/runs', { assistant_id })).json()) as Run
  await send(`/api/projects/threads/threads/${run.thread_id}/runs/${run.id}/submit_tool_outputs`, { tool_outputs: 1 })
  const { data } = await list(run.id)
  expect(data.map(({ path, answer }) => [path.replace(/.*\//, ''), answer?.status])).toEqual([
    ['runs', 200],
    ['submit_tool_outputs', 400],
  ])
})

it('loses none at an ordered end, and goes with the run', async () => {
  const { tapes, wire, send, list } = await start()
  const { id: assistant_id } = await wire.assistant()
  tapes.put([text('Hello.'), stop])
  const run = (await (await send('/v1/threads/runs', { assistant_id })).json()) as Run
  expect((await list(run.id)).data).toHaveLength(1)
  const next = await wire.restart(createTapes().models)
  const path = `http://internal.test/api/connections/embedded/runs/${run.id}/exchanges`
  expect(((await (await next.backend(new Request(path))).json()) as ExchangeList).data).toHaveLength(1)
  await next.backend(new Request(`http://internal.test/v1/threads/${run.thread_id}`, { method: 'DELETE' }))
  expect((await next.backend(new Request(path))).status).toBe(404)
})
