// What programs and tutorials of version 1 of the protocol send: version 2 calls it something else, and says what.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes } from './testing/tapes'

let wire: TestBackend
beforeAll(async () => {
  wire = await startEmbedded(createTapes().models)
})
afterAll(() => wire.close())

const retrieval = [{ type: 'retrieval' }]
const file_ids = ['file-1']

it.each<[string, object, string]>([
  ['/assistants', { model: 'tape', file_ids }, 'file_ids'],
  ['/assistants', { model: 'tape', tools: retrieval }, 'tools[0].type'],
  ['/assistants/ID', { file_ids }, 'file_ids'],
  ['/assistants/ID', { tools: retrieval }, 'tools[0].type'],
  ['/threads', { messages: [{ role: 'user', content: 'x', file_ids }] }, 'messages[0].file_ids'],
  ['/threads/ID/messages', { role: 'user', content: 'x', file_ids }, 'file_ids'],
  [
    '/threads/ID/messages',
    { role: 'user', content: 'x', attachments: [{ file_id: 'file-1', tools: retrieval }] },
    'attachments[0].tools[0].type',
  ],
  ['/threads/ID/runs', { assistant_id: 'ID', tools: retrieval }, 'tools[0].type'],
  ['/threads/runs', { assistant_id: 'ID', tools: retrieval }, 'tools[0].type'],
])('in POST %s %j is refused in words of version 2', async (path, body, param) => {
  const id = path.startsWith('/assistants') ? (await wire.assistant()).id : (await wire.thread()).id
  const refusal = await wire.refusal('POST', path.replace('ID', id), body)
  expect(refusal).toMatchObject({ status: 400, param })
  expect(refusal.message).toMatch(/[Vv]ersion 1 of the Assistants API/)
  expect(refusal.message).toMatch(/tool_resources|file_search/)
})
