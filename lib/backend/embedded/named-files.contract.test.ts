// Files that other objects name.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StoredFile } from '@/lib/protocol/file'
import type { CreateMessageBody, Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes, stop, text } from './testing/tapes'

let tapes: ReturnType<typeof createTapes>
let wire: TestBackend
beforeEach(async () => {
  tapes = createTapes()
  // A model of an endpoint, which is sent what it sees.
  const models: ModelRegistry = {
    ...tapes.models,
    find: (name) => ({ ...tapes.models.find(name), endpoint: 'models.test' }),
  }
  wire = await startEmbedded(models)
})
afterEach(async () => {
  expect(wire.reports).toEqual([])
  await wire.close()
})

const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex')

async function upload(bytes: string | Uint8Array<ArrayBuffer> = 'hello', filename = 'a.txt'): Promise<string> {
  const form = new FormData()
  form.append('purpose', 'assistants')
  form.append('file', new Blob([bytes]), filename)
  const response = await wire.backend(new Request('http://playground.test/v1/files', { method: 'POST', body: form }))
  return ((await response.json()) as StoredFile).id
}

const codeFilesOf = async (threadId: string) =>
  (await wire.call<Thread>('GET', `/threads/${threadId}`)).tool_resources?.code_interpreter?.file_ids ?? []

const forCode = (file_id: string) => ({ file_id, tools: [{ type: 'code_interpreter' as const }] })
const given = (...file_ids: string[]) => ({ code_interpreter: { file_ids } })
const image = (file_id: string): CreateMessageBody['content'] => [
  { type: 'text', text: 'Look' },
  { type: 'image_file', image_file: { file_id, detail: 'low' } },
]

describe('files of assistants and threads', () => {
  it('are kept, and may stay named when they are gone', async () => {
    const [one, two] = [await upload(), await upload()]
    const assistant = await wire.assistant({ tool_resources: given(one) })
    const thread = await wire.thread({ tool_resources: given(one, two) })
    expect([assistant.tool_resources, thread.tool_resources]).toEqual([given(one), given(one, two)])
    await wire.call('DELETE', `/files/${one}`)
    const body = { tool_resources: given(one, two) }
    expect(await wire.call('POST', `/assistants/${assistant.id}`, body)).toMatchObject(body)
    expect(await wire.call('POST', `/threads/${thread.id}`, body)).toMatchObject(body)
  })

  it('have to be there', async () => {
    const { id } = await wire.thread()
    const assistant = await wire.assistant()
    const body = { model: 'tape', tool_resources: given(await upload(), 'file-none') }
    const refusal = { status: 404, message: "No file found with id 'file-none'." }
    const param = 'tool_resources.code_interpreter.file_ids[1]'
    for (const path of ['/assistants', `/assistants/${assistant.id}`])
      expect(await wire.refusal('POST', path, body)).toMatchObject({ ...refusal, param })
    const { tool_resources } = body
    for (const path of ['/threads', `/threads/${id}`])
      expect(await wire.refusal('POST', path, { tool_resources })).toMatchObject({ ...refusal, param })
    const run = { assistant_id: assistant.id, tool_resources }
    expect(await wire.refusal('POST', '/threads/runs', run)).toMatchObject({ ...refusal, param })
    const inThread = { assistant_id: assistant.id, thread: { tool_resources } }
    const named = { ...refusal, param: `thread.${param}` }
    expect(await wire.refusal('POST', '/threads/runs', inThread)).toMatchObject(named)
  })
})

describe('attachments', () => {
  it('come with their message, and are given to the code interpreter of its thread', async () => {
    const [one, two, three] = [await upload(), await upload(), await upload()]
    const { id } = await wire.thread({ messages: [{ role: 'user', content: 'x', attachments: [forCode(one)] }] })
    expect(await codeFilesOf(id)).toEqual([one])
    const message = await wire.message(id, { attachments: [forCode(two), { file_id: three }] })
    expect(message.attachments).toEqual([forCode(two), { file_id: three }])
    expect(await wire.call<Message>('GET', `/threads/${id}/messages/${message.id}`)).toEqual(message)
    await wire.message(id, { attachments: [forCode(two)] })
    expect(await codeFilesOf(id)).toEqual([one, two])
    tapes.put([text('Seen.'), stop])
    const assistant = await wire.assistant()
    const additional_messages = [{ role: 'user' as const, content: 'y', attachments: [forCode(three)] }]
    await wire.run(id, { assistant_id: assistant.id, additional_messages })
    expect(await codeFilesOf(id)).toEqual([one, two, three])
  })

  it('come with a run’s new thread, beside what the run is given', async () => {
    const [one, two] = [await upload(), await upload()]
    const assistant = await wire.assistant()
    tapes.put([text('Seen.'), stop])
    const messages = [{ role: 'user', content: 'x', attachments: [forCode(one)] }]
    const body = { assistant_id: assistant.id, thread: { messages }, tool_resources: given(two) }
    expect(await codeFilesOf((await wire.call<Run>('POST', '/threads/runs', body)).thread_id)).toEqual([one, two])
  })

  it('have to be there, and leave nothing where they are not', async () => {
    const { id } = await wire.thread()
    const attachments = [forCode(await upload()), forCode('file-none')]
    const refusal = { status: 404, message: "No file found with id 'file-none'." }
    const message = { role: 'user', content: 'x', attachments }
    const param = 'attachments[1].file_id'
    const path = `/threads/${id}/messages`
    expect(await wire.refusal('POST', path, message)).toMatchObject({ ...refusal, param })
    const assistant = await wire.assistant()
    const run = { assistant_id: assistant.id, additional_messages: [message] }
    const inRun = { ...refusal, param: `additional_messages[0].${param}` }
    expect(await wire.refusal('POST', `/threads/${id}/runs`, run)).toMatchObject(inRun)
    expect(await wire.call('GET', path)).toMatchObject({ data: [] })
    expect(await codeFilesOf(id)).toEqual([])
    const created = { messages: [message] }
    expect(await wire.refusal('POST', '/threads', created)).toMatchObject({ ...refusal, param: `messages[0].${param}` })
  })

  it('are at most twenty of a thread; those that were deleted make room', async () => {
    const files = await Promise.all(Array.from({ length: 20 }, () => upload()))
    const { id } = await wire.thread({ tool_resources: given(...files) })
    const message = { role: 'user', content: 'x', attachments: [forCode(await upload())] }
    expect(await wire.refusal('POST', `/threads/${id}/messages`, message)).toMatchObject({
      status: 400,
      param: 'attachments',
      code: 'array_above_max_length',
      message: expect.stringContaining('21 files') as string,
    })
    await wire.call('DELETE', `/files/${files[0]}`)
    await wire.call('POST', `/threads/${id}/messages`, message)
    expect(await codeFilesOf(id)).toHaveLength(20)
  })

  it('are not taken in the words of version 1', async () => {
    const { id } = await wire.thread()
    const path = `/threads/${id}/messages`
    expect(await wire.refusal('POST', path, { role: 'user', content: 'x', file_ids: [] })).toMatchObject({
      status: 400,
      param: 'file_ids',
      message: expect.stringContaining("version 2 has 'attachments'") as string,
    })
  })
})

describe('uploaded images', () => {
  it('are shown to models as what they are', async () => {
    const png = await upload(PNG, 'a.txt')
    const { id } = await wire.thread()
    const message = await wire.message(id, { content: image(png) })
    expect(message.content[1]).toEqual({ type: 'image_file', image_file: { file_id: png, detail: 'low' } })
    const assistant = await wire.assistant()
    const ask = async () => {
      tapes.put([text('Seen.'), stop])
      const run = await wire.run(id, { assistant_id: assistant.id })
      await expect.poll(async () => (await wire.getRun(run)).status).toBe('completed')
      return tapes.inputs.at(-1)?.turns[0]
    }
    const url = `data:image/png;base64,${PNG.toString('base64')}`
    const look = { type: 'text', text: { value: 'Look', annotations: [] } }
    expect(await ask()).toEqual({
      role: 'user',
      content: [look, { type: 'image_url', image_url: { url, detail: 'low' } }],
    })
    await wire.call('DELETE', `/files/${png}`)
    expect(await ask()).toEqual({ role: 'user', content: message.content })
  })

  it('have to be there, and to be images', async () => {
    const { id } = await wire.thread()
    const param = 'content[1].image_file.file_id'
    const ask = (file: string) =>
      wire.refusal('POST', `/threads/${id}/messages`, { role: 'user', content: image(file) })
    for (const none of ['file-none', '../file-1', 'x'.repeat(300), ''])
      expect(await ask(none)).toMatchObject({ status: 404, param })
    const refusal = {
      status: 400,
      param,
      code: 'invalid_image',
      message: expect.stringContaining('PNG, JPEG') as string,
    }
    expect(await ask(await upload('hello', 'a.png'))).toMatchObject(refusal)
    const large = Buffer.alloc(20 * 1024 * 1024 + 1)
    PNG.copy(large)
    expect(await ask(await upload(large, 'a.png'))).toMatchObject(refusal)
    const jpeg = await upload(Buffer.from('ffd8ffe0', 'hex'))
    expect((await wire.message(id, { content: image(jpeg) })).content).toHaveLength(2)
  })
})
