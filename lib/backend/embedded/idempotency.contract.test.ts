// Idempotency keys on the embedded backend; what every backend does alike is in the shared contract.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes, stop, text } from './testing/tapes'

const DAY_MS = 86_400_000

let now: number
let tapes: ReturnType<typeof createTapes>
let wire: TestBackend
beforeEach(async () => {
  now = Date.parse('2026-01-01')
  tapes = createTapes()
  wire = await startEmbedded(tapes.models, { clock: () => now })
})
afterEach(() => wire.close())

it('answers for a day, also after a restart', async () => {
  const thread = await wire.under('key-1').thread()
  wire = await wire.restart(tapes.models)
  now += DAY_MS - 1
  expect(await wire.under('key-1').thread()).toEqual(thread)
  now += 1
  expect((await wire.under('key-1').thread()).id).not.toBe(thread.id)
})

it('makes a thread and its run once', async () => {
  tapes.put([text('hello'), stop])
  const { id: assistant_id } = await wire.assistant()
  const body = { assistant_id, thread: { messages: [{ role: 'user', content: 'hello' }] } }
  const run = await wire.under('key-1').call('POST', '/threads/runs', body)
  expect(await wire.under('key-1').call('POST', '/threads/runs', body)).toEqual(run)
})

it('makes nothing again that was removed', async () => {
  const thread = await wire.under('key-1').thread()
  const { id } = await wire.under('key-1').message(thread.id)
  await wire.call('DELETE', `/threads/${thread.id}/messages/${id}`)
  const path = `/threads/${thread.id}/messages`
  const body = { role: 'user', content: 'hello' }
  expect(await wire.under('key-1').refusal('POST', path, body)).toMatchObject({ status: 404 })
  await wire.call('DELETE', `/threads/${thread.id}`)
  expect(await wire.under('key-1').refusal('POST', '/threads', {})).toMatchObject({ status: 404 })
})

it.each(['', 'k'.repeat(256), 'schl\u00fcssel'])('refuses the key %j', async (key) => {
  expect(await wire.under(key).refusal('POST', '/threads', {})).toMatchObject({
    status: 400,
    code: 'idempotency_key_invalid',
  })
})
