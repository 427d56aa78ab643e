// Files, vector stores and runs that search them, from the upload to the citation, through unmodified SDKs.
import { Readable } from 'node:stream'
import { toFile } from 'openai'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createModelRegistry } from '@/lib/backend/models/registry'
import { createValidatingFetch } from '@/lib/backend/testing/validating-fetch'
import { serveWire } from '@/lib/server/testing/serve-wire'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { agentsClientAt, sdkClients } from './testing/sdk-clients'

const models = createModelRegistry({ paceMs: 0, sleep: async () => undefined })

const HANDBOOK = 'Parental leave lasts twenty weeks. Sick leave is paid in full.'
const NOTE = '出差的酒店每晚不超过六百元。'

let wire: TestBackend
let server: Awaited<ReturnType<typeof serveWire>>
beforeAll(async () => {
  wire = await startEmbedded(models, { reading: (read) => read })
  server = await serveWire(wire.backend)
})
afterAll(async () => {
  server.close()
  await wire.close()
  await models.close()
})

it.each(sdkClients)('$name', async ({ base, create }) => {
  const judge = createValidatingFetch(base)
  const { files, vectorStores, beta } = create(server.url, judge.fetch as typeof fetch)
  const upload = async (name: string, text: string) =>
    files.create({ file: await toFile(Buffer.from(text), name), purpose: 'assistants' })
  const [handbook, note] = [await upload('handbook.md', HANDBOOK), await upload('差旅.txt', NOTE)]
  expect(note.filename).toBe('差旅.txt')
  expect(await (await files.content(note.id)).text()).toBe(NOTE)

  const store = await vectorStores.create({ name: 'Handbook', expires_after: { anchor: 'last_active_at', days: 1 } })
  const added = await vectorStores.files.createAndPoll(store.id, {
    ...{ file_id: handbook.id, attributes: { year: 2_026 } },
    chunking_strategy: { type: 'static', static: { max_chunk_size_tokens: 200, chunk_overlap_tokens: 20 } },
  })
  expect(added).toMatchObject({ status: 'completed', attributes: { year: 2_026 } })
  const filters = { type: 'gte', key: 'year', value: 2_026 } as const
  const found = []
  for await (const each of vectorStores.search(store.id, { query: 'parental leave', filters })) found.push(each)
  expect(found.map(({ file_id, filename }) => [file_id, filename])).toEqual([[handbook.id, 'handbook.md']])
  const listed = []
  for await (const { id } of vectorStores.files.list(store.id, { filter: 'completed' })) listed.push(id)
  expect(listed).toEqual([handbook.id])

  const assistant = await beta.assistants.create({
    ...{ model: 'scripted', tools: [{ type: 'file_search' }] },
    tool_resources: { file_search: { vector_store_ids: [store.id] } },
  })
  const ask = async (content: string) => {
    const attachments = [{ file_id: note.id, tools: [{ type: 'file_search' as const }] }]
    const thread = await beta.threads.create({ messages: [{ role: 'user', content, attachments }] })
    const run = await beta.threads.runs.stream(thread.id, { assistant_id: assistant.id }).finalRun()
    expect(run.status).toBe('completed')
    const [message] = (await beta.threads.messages.list(thread.id, { limit: 1 })).data
    const part = message?.content[0]
    if (part?.type !== 'text') throw new Error('There is no text.')
    const [citation] = part.text.annotations
    if (citation?.type !== 'file_citation') throw new Error('Nothing is cited.')
    expect(part.text.value.slice(citation.start_index, citation.end_index)).toBe(citation.text)
    const { data: steps } = await beta.threads.runs.steps.list(run.id, { thread_id: thread.id, order: 'asc' })
    expect(steps.map(({ type }) => type)).toEqual(['tool_calls', 'message_creation'])
    return { said: part.text.value, file: citation.file_citation.file_id }
  }
  const leave = await ask('How long is parental leave?')
  expect(leave, 'of the assistant’s store').toMatchObject({ file: handbook.id })
  expect(leave.said).toContain('Parental leave lasts twenty weeks.')
  expect(await ask('出差酒店每晚多少元？'), 'of the thread’s store').toMatchObject({ file: note.id })

  expect(await vectorStores.delete(store.id)).toMatchObject({ deleted: true })
  for (const { id } of [handbook, note]) expect(await files.delete(id)).toMatchObject({ id, deleted: true })
  expect(judge.violations).toEqual([])
})

it('@azure/ai-agents', async () => {
  const client = agentsClientAt(server.url)
  const pollingOptions = { intervalInMs: 1 }
  const upload = (text: string, fileName: string) =>
    client.files.upload(Readable.from([Buffer.from(text)]), 'assistants', { fileName })
  const [handbook, note] = [await upload(HANDBOOK, 'handbook.md'), await upload(NOTE, 'note.txt')]
  expect(handbook).toMatchObject({ filename: 'handbook.md', bytes: HANDBOOK.length, purpose: 'assistants' })
  expect((await client.files.list()).data.map(({ id }) => id)).toContain(handbook.id)
  expect(await contentOf(client, note.id)).toBe(NOTE)

  const store = await client.vectorStores.createAndPoll({ fileIds: [handbook.id], name: 'Handbook', pollingOptions })
  expect(store).toMatchObject({ status: 'completed', fileCounts: { completed: 1 } })
  const batch = await client.vectorStoreFileBatches.createAndPoll(store.id, { fileIds: [note.id], pollingOptions })
  expect(batch).toMatchObject({ status: 'completed', fileCounts: { completed: 1, total: 1 } })
  const listed = []
  for await (const { id } of client.vectorStoreFiles.list(store.id)) listed.push(id)
  expect(listed.toSorted()).toEqual([handbook.id, note.id].toSorted())

  const agent = await client.createAgent('scripted', {
    tools: [{ type: 'file_search' }],
    toolResources: { fileSearch: { vectorStoreIds: [store.id] } },
  })
  const thread = await client.threads.create({ messages: [{ role: 'user', content: 'How long is parental leave?' }] })
  const run = await client.runs.createAndPoll(thread.id, agent.id, { pollingOptions })
  expect(run.status).toBe('completed')
  const said: string[] = []
  for await (const message of client.messages.list(thread.id)) said.push(JSON.stringify(message.content))
  expect(said[0]).toContain('Parental leave lasts twenty weeks.')
  expect(said[0]).toContain(`"fileCitation":{"fileId":"${handbook.id}"`)
  const steps: string[] = []
  for await (const step of client.runSteps.list(thread.id, run.id)) steps.push(JSON.stringify(step.stepDetails))
  expect(steps.join('')).toContain('handbook.md')

  await client.vectorStores.delete(store.id)
  for (const { id } of [handbook, note]) expect(await client.files.delete(id)).toMatchObject({ deleted: true })
})

async function contentOf(client: ReturnType<typeof agentsClientAt>, id: string): Promise<string> {
  const { body } = await client.files.getContent(id).asNodeStream()
  const pieces: Buffer[] = []
  for await (const piece of body ?? []) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces).toString('utf8')
}
