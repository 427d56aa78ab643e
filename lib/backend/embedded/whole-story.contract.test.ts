// An assistant with both hosted tools as a user has it: the real reader reads its files, its code runs in the real
// Python, and the scripted model answers.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createModelRegistry } from '@/lib/backend/models/registry'
import { createPythonSessions } from '@/lib/backend/python/create-python-sessions'
import { pythonFolder } from '@/lib/backend/python/testing/python-folder'
import type { PythonSessions } from '@/lib/backend/python/cell-result'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { Step } from '@/lib/protocol/step'
import type { Thread } from '@/lib/protocol/thread'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { codeTool, searchTool } from './testing/hosted-tools'
import { storeOf, uploadText } from './testing/vector-stores'
import { messagesOf, settled } from './testing/weather'

const models = createModelRegistry({ paceMs: 0, sleep: async () => undefined })
const offline = () => Promise.reject(new Error('There is no network in this test.'))

let python: PythonSessions
let wire: TestBackend
let assistant: Assistant
let handbook: string
let sales: string
/** One, and so one session: a process of Python takes over a second to start. */
let thread: Thread

beforeAll(async () => {
  python = createPythonSessions({ folder: pythonFolder, fetch: offline, packageBaseUrl: 'http://127.0.0.1:1/' })
  wire = await startEmbedded(models, { python })
  const { store, file_ids } = await storeOf(wire, { '手册.md': '# 假期\n\nParental leave lasts twenty weeks.' })
  expect(store).toMatchObject({ status: 'completed', file_counts: { completed: 1, failed: 0 } })
  handbook = file_ids[0] ?? ''
  sales = await uploadText(wire, 'sales.csv', 'month,sold\nJanuary,3\nFebruary,4\n')
  assistant = await wire.assistant({
    ...{ model: 'scripted', tools: [codeTool, searchTool] },
    tool_resources: { file_search: { vector_store_ids: [store.id] }, code_interpreter: { file_ids: [sales] } },
  })
  thread = await wire.thread({})
})
afterAll(async () => {
  expect(wire.reports).toEqual([])
  await wire.close()
  await python.close()
  await models.close()
})

const INCLUDE = 'include[]=step_details.tool_calls[*].file_search.results[*].content'

async function ask(content: string) {
  await wire.call('POST', `/threads/${thread.id}/messages`, { role: 'user', content })
  const run = await settled(wire, await wire.run(thread.id, { assistant_id: assistant.id }))
  expect(run, run.last_error?.message).toMatchObject({ status: 'completed', last_error: null })
  const path = `/threads/${thread.id}/runs/${run.id}/steps?order=asc&${INCLUDE}`
  const { data: steps } = await wire.call<List<Step>>('GET', path)
  const { data: messages } = await messagesOf(wire, thread.id)
  const message = messages.at(-1)
  const text = message?.content.find(({ type }) => type === 'text')
  if (text?.type !== 'text') throw new Error('There is no text.')
  return { steps, content: message?.content ?? [], ...text.text }
}

/** The calls of the first step. */
function callsOf([first]: readonly Step[]) {
  if (first?.step_details.type !== 'tool_calls') throw new Error('The first step has no calls.')
  return first.step_details.tool_calls
}

const bytesOf = async (id: string) =>
  (await wire.backend(new Request(`http://playground.test/v1/files/${id}/content`))).text()

it('searches the uploaded file, and cites it where it is quoted', async () => {
  const { steps, value, annotations } = await ask('How long does parental leave last?')
  expect(callsOf(steps)).toMatchObject([
    {
      type: 'file_search',
      file_search: { results: [{ file_id: handbook, file_name: '手册.md', content: [{ type: 'text' }] }] },
    },
  ])
  expect(value).toContain('Parental leave lasts twenty weeks.')
  const [citation] = annotations
  expect(citation).toMatchObject({ type: 'file_citation', file_citation: { file_id: handbook } })
  expect(value.slice(citation?.start_index, citation?.end_index)).toBe('【0:0†手册.md】')
})

it('computes an amount with Python, in two steps', async () => {
  const { steps, value } = await ask('How much should I contribute to my retirement plan?')
  expect(steps.map(({ type }) => type)).toEqual(['tool_calls', 'message_creation'])
  expect(callsOf(steps)).toMatchObject([
    { type: 'code_interpreter', code_interpreter: { outputs: [{ type: 'logs' }] } },
  ])
  expect(value).toMatch(/You should contribute \$[\d,]+\.\d\d per year/)
})

it('draws a chart of the uploaded table, which is shown and can be downloaded', async () => {
  const { steps, content, value, annotations } = await ask('Draw a chart of the sales.')
  const [made] = callsOf(steps)
  const outputs = made?.type === 'code_interpreter' ? made.code_interpreter.outputs : []
  const picture = outputs.find((output) => output.type === 'image')
  const id = picture?.type === 'image' ? picture.image.file_id : ''
  expect(content[0]).toMatchObject({ type: 'image_file', image_file: { file_id: id } })
  const svg = await bytesOf(id)
  expect(svg).toMatch(/^<svg /)
  expect(svg).toContain('>February</text>')
  const [link] = annotations
  expect(link).toMatchObject({ type: 'file_path', text: 'sandbox:/mnt/data/chart.svg', file_path: { file_id: id } })
  expect(value).toContain('sold by month, 2 rows')
})
