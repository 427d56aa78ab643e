import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { CreateMessageBody } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import type { VectorStore, VectorStoreFile } from '@/lib/protocol/vector-store'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes, stop, text } from './testing/tapes'
import { found, indexed, storeOf, uploadText } from './testing/vector-stores'

const DAY_MS = 86_400_000
let now = Date.UTC(2026, 0, 1)
let wire: TestBackend
let tapes: ReturnType<typeof createTapes>

beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models, { reading: (read) => read, clock: () => now })
})
afterEach(() => wire.close())

const storeIdOf = ({ tool_resources }: Pick<Thread, 'tool_resources'>) =>
  tool_resources?.file_search?.vector_store_ids?.[0] ?? 'none'

it('makes the stores that assistants and threads describe, and shows their ids only', async () => {
  const file_ids = [await uploadText(wire, 'a.txt', 'aardvark')]
  const file_search = { vector_stores: [{ file_ids, metadata: { of: 'helper' } }] }
  const assistant = await wire.assistant({ tool_resources: { file_search } })
  const thread = await wire.thread({ tool_resources: { file_search } })
  for (const object of [assistant, thread]) {
    const id = storeIdOf(object)
    expect(object.tool_resources).toEqual({ file_search: { vector_store_ids: [id] } })
    expect(await indexed(wire, id)).toMatchObject({ metadata: { of: 'helper' }, file_counts: { completed: 1 } })
    expect(await found(wire, id, { query: 'aardvark' })).toHaveLength(1)
  }
  expect(storeIdOf(assistant)).not.toBe(storeIdOf(thread))
  const expiryOf = async (id: string) => (await wire.call<VectorStore>('GET', `/vector_stores/${id}`)).expires_after
  expect(await expiryOf(storeIdOf(assistant))).toBeUndefined()
  expect(await expiryOf(storeIdOf(thread)), 'as long as its thread is used').toEqual({
    ...{ anchor: 'last_active_at', days: 7 },
  })
  const both = { file_search: { vector_store_ids: [storeIdOf(thread)], vector_stores: [{}] } }
  expect(await wire.refusal('POST', '/threads', { tool_resources: both })).toMatchObject({
    ...{ status: 400, param: 'tool_resources.file_search.vector_stores' },
  })
})

it('knows the stores that are named', async () => {
  const { store } = await storeOf(wire, {})
  const named = (id: string) => ({ tool_resources: { file_search: { vector_store_ids: [id] } } })
  const thread = await wire.thread(named(store.id))
  expect(storeIdOf(thread)).toBe(store.id)
  const refused = { status: 404, message: "No vector store found with id 'vs_none'." }
  expect(await wire.refusal('POST', '/threads', named('vs_none'))).toMatchObject(refused)
  expect(await wire.refusal('POST', `/threads/${thread.id}`, named('vs_none'))).toMatchObject(refused)
  expect(await wire.refusal('POST', '/assistants', { model: 'tape', ...named('vs_none') })).toMatchObject(refused)
  await wire.call('DELETE', `/vector_stores/${store.id}`)
  expect(storeIdOf(await wire.call<Thread>('POST', `/threads/${thread.id}`, named(store.id))), 'as it stood').toBe(
    store.id,
  )
  const none = { tool_resources: { file_search: { vector_store_ids: [] } } }
  expect(storeIdOf(await wire.call<Thread>('POST', `/threads/${thread.id}`, none))).toBe('none')
  const assistant = await wire.assistant(none)
  const { id } = (await storeOf(wire, {})).store
  expect(storeIdOf(await wire.call<Assistant>('POST', `/assistants/${assistant.id}`, named(id)))).toBe(id)
  expect(storeIdOf(await wire.call<Assistant>('POST', `/assistants/${assistant.id}`, { name: 'x' }))).toBe(id)
})

it('makes a store for files that come with messages, which ends when the thread is not used for a week', async () => {
  const ids = []
  for (const word of ['aardvark', 'badger', 'cheetah', 'dingo']) ids.push(await uploadText(wire, `${word}.txt`, word))
  const messageWith = (file_id: string): CreateMessageBody => ({
    ...{ role: 'user', content: 'see' },
    attachments: [{ file_id, tools: [{ type: 'file_search' }] }],
  })
  const [a, b, c, d] = ids.map(messageWith)
  const thread = await wire.thread({ messages: [a!] })
  const store = await indexed(wire, storeIdOf(thread))
  expect(store).toMatchObject({ expires_after: { anchor: 'last_active_at', days: 7 }, file_counts: { completed: 1 } })
  const message = await wire.message(thread.id, b)
  expect(message.attachments).toEqual(b!.attachments)
  tapes.put([text('seen'), stop])
  const assistant = await wire.assistant()
  await wire.run(thread.id, { assistant_id: assistant.id, additional_messages: [c!] })
  await indexed(wire, store.id)
  const files = await wire.call<List<VectorStoreFile>>('GET', `/vector_stores/${store.id}/files?order=asc`)
  expect(files.data.map(({ id }) => id)).toEqual(ids.slice(0, 3))

  const bare = await wire.thread()
  await wire.message(bare.id, a)
  expect(storeIdOf(await wire.call<Thread>('GET', `/threads/${bare.id}`))).toMatch(/^vs_/)

  now += 8 * DAY_MS
  expect(await wire.call('GET', `/vector_stores/${store.id}`)).toMatchObject({ status: 'expired' })
  const other = await wire.thread({ messages: [a!] })
  now += 8 * DAY_MS
  await wire.message(other.id, d)
  const fresh = storeIdOf(await wire.call<Thread>('GET', `/threads/${other.id}`))
  expect(fresh, 'a new one in the place of the one that has expired').not.toBe(storeIdOf(other))
})

it('gives a thread that is made with a run the stores of both', async () => {
  const file_id = await uploadText(wire, 'a.txt', 'aardvark')
  const { store } = await storeOf(wire, {})
  const assistant = await wire.assistant()
  tapes.put([text('hello'), stop])
  const run = await wire.call<Run>('POST', '/threads/runs', {
    assistant_id: assistant.id,
    thread: {
      messages: [{ role: 'user', content: 'see', attachments: [{ file_id, tools: [{ type: 'file_search' }] }] }],
    },
    tool_resources: { file_search: { vector_store_ids: [store.id] } },
  })
  expect(storeIdOf(await wire.call<Thread>('GET', `/threads/${run.thread_id}`))).toBe(store.id)
  expect((await indexed(wire, store.id)).file_counts).toMatchObject({ completed: 1 })
  const refused = await wire.refusal('POST', '/threads/runs', {
    assistant_id: assistant.id,
    tool_resources: { file_search: { vector_store_ids: ['vs_none'] } },
  })
  expect(refused).toMatchObject({ status: 404 })
  const stores = await wire.call<List<VectorStore>>('GET', '/vector_stores')
  expect(stores.data).toHaveLength(1)
})
