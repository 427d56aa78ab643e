// Creates of AppBuilder's wire that bear an idempotency key.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { call, createTapes, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { startFace, type TestFace } from '../testing/face'

let tapes: ReturnType<typeof createTapes>
let face: TestFace
beforeEach(async () => {
  tapes = createTapes()
  face = await startFace(tapes.models)
})
afterEach(async () => {
  expect(face.reports).toEqual([])
  await face.close()
})

interface Answer {
  readonly id: string
  readonly status: string
  readonly error?: { readonly code: string }
  readonly final_answer?: { readonly message: { readonly content: readonly { readonly text: { value: string } }[] } }
}

const under = (key: string, path: string, body: object) => face.ask(path, body, { 'idempotency-key': key })
const jsonUnder = async (key: string, path: string, body: object) =>
  (await (await under(key, path, body)).json()) as Answer

const helper = { model: 'tape', name: 'helper', description: '' }

it('makes objects once, and refuses another body under the same key', async () => {
  const first = await jsonUnder('key', '/v2/assistants', helper)
  const second = await under('key', '/v2/assistants', helper)
  expect(second.headers.get('idempotent-replayed')).toBe('true')
  expect(await second.json()).toEqual(first)
  const other = { ...helper, thought_instructions: 'think' }
  expect(await jsonUnder('key', '/v2/assistants', other)).toMatchObject({ error: { code: 'idempotency_key_reused' } })
  expect((await face.client.assistants.list()).data).toHaveLength(1)

  const [thread, same] = await Promise.all([1, 2].map(() => jsonUnder('key', '/v2/threads', {})))
  expect(same).toEqual(thread)
  const body = { thread_id: thread?.id, content: 'hello' }
  const message = await jsonUnder('key', '/v2/threads/messages', body)
  expect(await jsonUnder('key', '/v2/threads/messages', body)).toEqual(message)
  expect((await face.client.threads.messages.list({ thread_id: thread?.id ?? '' })).data).toHaveLength(1)
})

it('runs once, on a thread of its own too, and tells what came of it, with and without a stream', async () => {
  tapes.put([text('Sunny.'), stop], [text('Rainy.'), stop])
  const { id: assistant_id } = await face.client.assistants.create(helper)
  const body = { assistant_id, thread: { messages: [{ content: 'hello' }] } }
  const first = await jsonUnder('key', '/v2/threads/runs', body)
  const again = await jsonUnder('key', '/v2/threads/runs', body)
  expect(again.id).toBe(first.id)
  expect(again.final_answer?.message.content[0]?.text.value).toBe('Sunny.')
  const streamed = async () => (await under('key-2', '/v2/threads/runs', { ...body, stream: true })).text()
  const told = await streamed()
  expect(told).toContain('Rainy.')
  expect(await streamed()).toBe(told)
  expect(tapes.inputs).toHaveLength(2)
})

it('takes outputs once', async () => {
  tapes.put([...call(0, weather.function.name, '{"city":"Rome"}'), stopForCalls], [text('Sunny.'), stop])
  const tools = [{ function: { name: weather.function.name, description: '' } }]
  const { id: assistant_id } = await face.client.assistants.create({ ...helper, tools })
  const { id: thread_id } = await face.client.threads.create({ messages: [{ content: 'hello' }] })
  const waiting = await face.client.threads.runs.run({ assistant_id, thread_id })
  expect(waiting.status).toBe('requires_action')
  const [asked] = waiting.required_action?.submit_tool_outputs?.tool_calls ?? []
  const tool_output = { tool_call_id: asked?.id, output: 'sunny', run_id: waiting.id }
  const answer = () => jsonUnder('key', '/v2/threads/runs', { assistant_id, thread_id, tool_output })
  expect(await answer()).toMatchObject({ id: waiting.id, status: 'completed' })
  expect(await answer()).toMatchObject({ id: waiting.id, status: 'completed' })
})

it('says of uploads that they are not done once', async () => {
  const refusal = await under('key', '/v2/storage/files', {})
  expect(await refusal.json()).toMatchObject({ error: { code: 'unsupported_value' } })
})
