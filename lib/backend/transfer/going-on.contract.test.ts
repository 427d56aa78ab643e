import { afterEach, beforeEach, expect, it } from 'vitest'
import { type TestBackend, startEmbedded } from '@/lib/backend/embedded/testing/embedded'
import { createTapes, stop, text } from '@/lib/backend/embedded/testing/tapes'
import { createStore } from '@/lib/backend/store/testing/databases'
import { collect } from '@/lib/backend/testing/wire'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import { assistantIn, folderOf, oldExport, temporaryFolder } from './testing/bundles'
import { importPath } from './testing/importing'

const tapes = createTapes()
let wire: TestBackend

beforeEach(async () => {
  const folder = await temporaryFolder()
  const store = await createStore({ database: { folder }, clock: Date.now })
  const tools = [{ type: 'code_interpreter' }]
  await importPath(
    store,
    await folderOf(oldExport({ 'assistants.json': [assistantIn('asst_a'), assistantIn('asst_z', { tools })] })),
  )
  await store.close()
  wire = await startEmbedded(tapes.models, { folder })
})
afterEach(() => wire.close())

it('a thread that came in goes on under its old id, and its past is as the wire has it', async () => {
  const past = await wire.call<List<Message>>('GET', '/threads/thread_old/messages?order=asc')
  expect(past.data.map(({ id }) => id)).toEqual(['msg_z', 'msg_a', 'msg_b'])
  await wire.call('GET', '/threads/thread_old/runs/run_old/steps')
  await wire.message('thread_old', { content: 'And now?' })
  tapes.put([text('Go on.'), stop])
  await collect(wire.stream('/threads/thread_old/runs', { assistant_id: 'asst_a' }))
  expect(tapes.inputs.at(-1)?.turns.map(({ role }) => role)).toEqual(['user', 'user', 'assistant', 'user'])
})

it('an assistant with tools that are not here says so before it runs, and runs without them when told to', async () => {
  const body = { assistant_id: 'asst_z' }
  expect(await wire.refusal('POST', '/threads/thread_old/runs', body)).toMatchObject({
    status: 400,
    param: 'assistant_id',
    message: expect.stringContaining("'code_interpreter'") as string,
  })
  tapes.put([text('Without.'), stop])
  await collect(wire.stream('/threads/thread_old/runs', { ...body, tools: [] }))
})
