// Running again as the pages do it, against the real backend.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startEmbedded, type TestBackend } from '@/lib/backend/embedded/testing/embedded'
import { createTapes, stop, text } from '@/lib/backend/embedded/testing/tapes'
import type { CreateMessageBody } from '@/lib/protocol/message'
import { runBodyOf } from '@/lib/inspector/run-body'
import { createApi, type Api } from './api'
import { forkRun, runAgain } from './run-again'

let tapes: ReturnType<typeof createTapes>
let backend: TestBackend
let api: Api
let assistant: string
beforeEach(async () => {
  tapes = createTapes()
  backend = await startEmbedded(tapes.models)
  api = createApi('embedded', (path, init) => backend.backend(new Request(`http://playground.test${path}`, init)))
  assistant = (await api.assistants.create({ model: 'tape', instructions: 'Be brief.' })).id
})
afterEach(() => backend.close())

const user = (content: CreateMessageBody['content']): CreateMessageBody => ({ role: 'user', content })
const turnsOf = (index: number) => JSON.stringify(tapes.inputs[index]?.turns)

/** The run, once it rests. */
async function rested(thread: string, id: string) {
  const get = async () => (await api.runs.summary(id)).run
  await expect.poll(async () => (await get()).status).toMatch(/completed|failed/)
  expect((await get()).thread_id).toBe(thread)
  return get()
}

it('stays in the thread where nothing was said since', async () => {
  const { id: thread } = await api.threads.create({ messages: [user('hello')] })
  tapes.put([], [text('Hi.'), stop])
  const failed = await rested(thread, (await api.runs.create(thread, { assistant_id: assistant })).id)
  expect(failed.status).toBe('failed')
  const again = await runAgain(api, failed, runBodyOf(failed))
  expect((await rested(thread, again.id)).status).toBe('completed')
  expect(again).toMatchObject({ instructions: 'Be brief.', assistant_id: assistant })
})

it('gives the model what it was given before, in a new thread, once something was said since', async () => {
  const picture = { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${'A'.repeat(2_000)}` } }
  const long = 'long '.repeat(20_000)
  const { id: thread } = await api.threads.create({
    messages: Array.from({ length: 32 }, (_, index) => user(`line ${index}`)),
  })
  await api.messages.create(thread, user([{ type: 'text', text: long }, picture]))
  tapes.put([text('First.'), stop], [text('Second.'), stop], [text('First again.'), stop])
  const first = await rested(thread, (await api.runs.create(thread, { assistant_id: assistant })).id)
  await api.messages.create(thread, user('and then?'))
  await rested(thread, (await api.runs.create(thread, { assistant_id: assistant })).id)

  const again = await runAgain(api, first, { ...runBodyOf(first), instructions: 'Be long.' })
  expect(again.thread_id).not.toBe(thread)
  expect(again.instructions).toBe('Be long.')
  await rested(again.thread_id, again.id)
  expect(turnsOf(2)).toBe(turnsOf(0))
  expect(turnsOf(2)).toContain(long.trimEnd())
})

it('runs on a copy that ends with the message that was changed, and leaves the original as it is', async () => {
  const picture = { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${'A'.repeat(2_000)}` } }
  const { id: thread } = await api.threads.create({
    messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, picture], metadata: { no: '1' } }],
  })
  tapes.put([text('A cat.'), stop], [text('Bye.'), stop], [text('A dog.'), stop], [text('Bye, too.'), stop])
  await rested(thread, (await api.runs.create(thread, { assistant_id: assistant })).id)
  await api.messages.create(thread, user('Bye'))
  const last = await rested(thread, (await api.runs.create(thread, { assistant_id: assistant })).id)
  const before = await api.messages.list(thread, {})

  const first = before.data.at(-1)!
  const edited = await forkRun(api, last, { body: runBodyOf(last), edit: { message: first.id, text: 'And this?' } })
  await rested(edited.thread_id, edited.id)
  const copy = await api.messages.list(edited.thread_id, { order: 'asc' })
  expect(copy.data.map(({ role }) => role)).toEqual(['user', 'assistant'])
  expect(copy.data[0]).toMatchObject({
    content: [{ text: { value: 'And this?' } }, { type: 'image_url' }],
    metadata: { no: '1' },
  })
  expect(turnsOf(2)).toContain('AAAA')
  expect(await api.threads.get(edited.thread_id)).toMatchObject({
    forked_from: { thread_id: thread, run_id: last.id, message_id: first.id },
  })

  const same = await forkRun(api, last, { body: { ...runBodyOf(last), instructions: 'Be long.' } })
  await rested(same.thread_id, same.id)
  expect(same.instructions).toBe('Be long.')
  expect(turnsOf(3), 'as far as the run had it').toBe(turnsOf(1))
  expect(await api.messages.list(thread, {})).toEqual(before)
  expect(await api.threads.get(thread)).not.toHaveProperty('forked_from')
})
