// Tests of endpoints whose error has a body that does not end: they say what was answered, within seconds.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Endpoint } from './endpoint'
import { testEmbeddings } from './test-embeddings'
import { testEndpoint } from './test-endpoint'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const endpoint: Endpoint = {
  ...{ id: 'e', name: 'Far', api: 'chat_completions', url: 'https://models.invalid/v1', key: '', headers: {} },
  ...{ codeInterpreter: 'ours', models: [], isLocked: false },
}
const words = '{"error":{"message":"No such key."}}'

const refusing = async () =>
  new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(words)) }), {
    status: 401,
  })

const options = { fetch: refusing, sleep: async () => undefined, answerMs: 60_000, now: () => 0 }

it('a list of models that is refused', async () => {
  const tested = testEndpoint(endpoint, undefined, { ...options, listMs: 60_000 })
  await vi.advanceTimersByTimeAsync(5_000)
  expect((await tested).steps.at(-1)).toMatchObject({
    status: 'failed',
    values: { status: 401 },
    words: 'No such key.',
  })
})

it('embeddings that are refused', async () => {
  const tested = testEmbeddings({ ...endpoint, model: 'm' }, options)
  await vi.advanceTimersByTimeAsync(5_000)
  expect((await tested).steps).toMatchObject([
    { reason: 'key_refused', values: { status: 401 }, words: 'No such key.' },
  ])
})
