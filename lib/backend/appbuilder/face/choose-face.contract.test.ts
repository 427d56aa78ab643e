// AppBuilder's wire for several connections: one over a connection that itself leads to AppBuilder's wire.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppBuilder } from '@/lib/appbuilder/create-appbuilder'
import type { Backend } from '@/lib/backend/backend'
import { weather } from '@/lib/backend/embedded/testing/functions'
import type { List } from '@/lib/protocol/list'
import type { RunSummary } from '@/lib/protocol/playground'
import { startAdapter } from '../testing/adapter'
import { startFace, type TestFace } from '../testing/face'
import { chooseFace, isAppBuilder } from './choose-face'
import { createFace } from './create-face'

let behind: TestFace
let wire: Awaited<ReturnType<typeof startAdapter>>
let chosen: Backend
beforeAll(async () => {
  behind = await startFace(undefined)
  wire = await startAdapter(behind.face)
  const face = createFace({
    backend: wire.backend,
    connection: 'appbuilder',
    records: wire.records,
    answers: wire.answers,
    takesMounts: false,
    clock: Date.now,
    maxBodyBytes: 1024 * 1024,
    report: (message) => expect.unreachable(message),
  })
  const faces = new Map([
    ['embedded', behind.face],
    ['appbuilder', face],
  ])
  chosen = chooseFace((connection = 'embedded') => faces.get(connection))
})
afterAll(async () => {
  await wire.close()
  await behind.close()
})

const clientAt = (gateway: string) =>
  createAppBuilder({ token: 'test', gateway, fetch: (url, init) => chosen(new Request(url, init)) })

describe('AppBuilder’s wire', () => {
  it.each([
    ['/v2/threads', true],
    ['/c/appbuilder/v2/threads/runs', true],
    ['/c/appbuilder/v1/threads', false],
    ['/v1/threads', false],
    ['/v20', false],
  ])('%s is one of its addresses: %s', (path, isOne) => {
    expect(isAppBuilder(new Request(`http://playground.test${path}`))).toBe(isOne)
  })

  it('is that of the default connection where none is named', async () => {
    const { id } = await clientAt('http://playground.test').assistants.create({ name: 'here' })
    const { data } = await clientAt('http://playground.test/c/embedded').assistants.list()
    expect(data.map((assistant) => assistant.id)).toContain(id)
  })

  it('is refused for a connection that is not there', async () => {
    const { threads } = clientAt('http://playground.test/c/none')
    await expect(threads.create()).rejects.toMatchObject({ status: 404 })
    const headers = { 'x-bce-request-id': 'request-7' }
    const refused = await chosen(new Request('http://playground.test/c/none/v2/threads', { method: 'POST', headers }))
    expect(refused.headers.get('x-appbuilder-request-id')).toBe('request-7')
  })

  it('mounts no file where the account’s assistant would never get it', async () => {
    const { assistants } = clientAt('http://playground.test/c/appbuilder')
    const { id: file_id } = await assistants.files.create({ file: new Blob(['hello']), filename: 'a.txt' })
    const { id: assistant_id } = await assistants.create({ name: 'reader' })
    const settings = { name: 'reader', model: 'ERNIE-4.0T-8K', description: '' }
    const calls = {
      file_id: () => assistants.mountFiles({ assistant_id, file_id }),
      file_ids: () => assistants.update({ assistant_id, ...settings, file_ids: [file_id] }),
    }
    for (const [params, call] of Object.entries(calls)) {
      await expect(call()).rejects.toMatchObject({ detail: { code: 'unsupported_value', params } })
    }
    await expect(assistants.create({ name: 'b', file_ids: [file_id] })).rejects.toThrow('no files on assistants')
    await expect(assistants.mountedFilesList({ assistant_id })).rejects.toThrow('no files on assistants')
    await expect(assistants.unmountFiles({ assistant_id, file_id })).rejects.toThrow('no files on assistants')
    // Where the files are the assistant's own they are mounted, and a change that names none leaves them.
    await behind.client.assistants.mountFiles({ assistant_id, file_id })
    await assistants.update({ assistant_id, ...settings, description: 'reads' })
    const kept = await behind.client.assistants.query({ assistant_id })
    expect(kept).toMatchObject({ description: 'reads', file_ids: [file_id] })
  })

  it('carries runs with their calls through a connection, where the pages see them', async () => {
    const { assistants, threads } = clientAt('http://playground.test/c/appbuilder')
    const { id: assistant_id } = await assistants.create({
      name: 'weather',
      chat_instructions: 'be brief',
      tools: [{ function: { ...weather.function, parameters: { properties: { city: { type: 'string' } } } } }],
    })
    const { id: thread_id } = await threads.create({ messages: [{ content: 'What is the weather in Rome?' }] })
    const first = await threads.runs.run({ assistant_id, thread_id })
    const [call] = first.required_action?.submit_tool_outputs?.tool_calls ?? []
    expect(call?.function?.name).toBe('get_weather')
    const tool_output = { tool_call_id: call?.id ?? '', output: '26 °C', run_id: first.id }
    const second = await threads.runs.run({ assistant_id, thread_id, tool_output })
    expect(second).toMatchObject({ id: first.id, status: 'completed', final_answer: { type: 'message' } })
    expect(await assistants.query({ assistant_id })).toMatchObject({ chat_instructions: 'be brief' })
    const { data } = await wire.call<List<RunSummary>>('GET', '/../api/connections/appbuilder/runs')
    expect(data).toMatchObject([{ id: first.id, run: { status: 'completed' } }])
  })
})
