// What is the adapter’s own; what every backend does alike is in the shared contract.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import type { StoredFile } from '@/lib/protocol/file'
import type { Message } from '@/lib/protocol/message'
import type { Change, RunSummary, ThreadSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { readFrames } from '@/lib/protocol/sse'
import type { Step } from '@/lib/protocol/step'
import { emptyView, fold } from '@/lib/run/fold'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { call, createGate, createTapes, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { startAdapter } from '../testing/adapter'
import { startFace, type TestFace } from '../testing/face'

let tapes: ReturnType<typeof createTapes>
let face: TestFace
let wire: Awaited<ReturnType<typeof startAdapter>>
beforeEach(async () => {
  tapes = createTapes()
  face = await startFace(tapes.models)
  wire = await startAdapter(face.face)
})
afterEach(async () => {
  expect(wire.reports).toEqual([])
  await wire.close()
  await face.close()
})

const own = (path: string) => `/../api/connections/appbuilder${path}`
const named = (settings: object = {}) => wire.assistant({ model: 'ERNIE-4.0T-8K', name: 'helper', ...settings })
const wordsOf = ({ content }: Message) => content.map((part) => (part.type === 'text' ? part.text.value : '')).join('')

async function asked(settings: object = {}) {
  const assistant = await named(settings)
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hello' }] })
  return { assistant_id: assistant.id, path: `/threads/${thread.id}`, thread_id: thread.id }
}

async function rested({ id, thread_id }: Run): Promise<Run> {
  await expect
    .poll(async () => (await wire.getRun({ id, thread_id })).status, { timeout: 5_000, interval: 10 })
    .toMatch(/completed|cancelled|failed|expired/)
  return wire.getRun({ id, thread_id })
}

/** The log as the pages read it, folded. */
async function viewOf(runId: string) {
  const response = await wire.send('GET', own(`/runs/${runId}/events`))
  if (!response.body) throw new Error('There is no log.')
  let view = emptyView
  for await (const { event, data } of readFrames(response.body)) {
    if (event !== 'done') view = fold(view, [JSON.parse(data) as LoggedEvent])
  }
  return view
}

describe('assistants', () => {
  it.each([
    ['two words, 一', 'two_words_一'],
    [null, 'assistant'],
    ['x'.repeat(200), 'x'.repeat(128)],
  ])('have the name that AppBuilder can have: %j', async (name, given) => {
    const { id } = await named({ name })
    expect(await wire.call('GET', `/assistants/${id}`)).toMatchObject({ name: given })
  })

  it('keep what this wire has no words for', async () => {
    const { id } = await face.client.assistants.create({ name: 'a', thought_instructions: 't', chat_instructions: 'c' })
    await wire.call('POST', `/assistants/${id}`, { instructions: 'new' })
    expect(await face.client.assistants.query({ assistant_id: id })).toMatchObject({
      instructions: 'new',
      thought_instructions: 't',
      chat_instructions: 'c',
    })
  })

  it.each([
    [{ name: 'a', temperature: 0.5 }, 'temperature'],
    [
      { name: 'a', response_format: { type: 'json_schema', json_schema: { name: 's', schema: {} } } },
      'response_format',
    ],
    [{ name: 'a', tools: [{ type: 'code_interpreter' }] }, 'tools[0].type'],
  ])('that AppBuilder cannot have are refused in words: %j', async (body, param) => {
    expect(await wire.refusal('POST', '/assistants', { model: 'ERNIE-4.0T-8K', ...body })).toMatchObject({
      status: 400,
      param,
    })
  })
})

describe('threads and messages', () => {
  it('are listed for the pages as far as they were seen here', async () => {
    const { thread_id, path } = await asked()
    await wire.message(thread_id, { content: 'more' })
    const { data } = await wire.call<List<Message>>('GET', `${path}/messages?order=asc`)
    expect(data.map(wordsOf)).toEqual(['hello', 'more'])
    const { data: index } = await wire.call<List<ThreadSummary>>('GET', own('/threads'))
    expect(index).toMatchObject([{ id: thread_id, preview: 'hello', message_count: 2, last_run: null }])
    await wire.call('POST', path, { metadata: { k: 'v' } })
    expect(await wire.call('GET', path)).toMatchObject({ metadata: { k: 'v' } })
    await wire.call('DELETE', path)
    expect((await wire.call<List<ThreadSummary>>('GET', own('/threads'))).data).toEqual([])
    expect(await wire.refusal('GET', path)).toMatchObject({ status: 404 })
  })

  it('can say something else', async () => {
    const { path } = await asked()
    const { data } = await wire.call<List<Message>>('GET', `${path}/messages`)
    await wire.call('POST', own(`${path}/messages/${data[0]?.id}`), { text: 'changed' })
    const { data: after } = await wire.call<List<Message>>('GET', `${path}/messages`)
    expect(after.map(wordsOf)).toEqual(['changed'])
  })

  it('of elsewhere are found by their ids', async () => {
    const thread = await face.client.threads.create({ messages: [{ content: 'elsewhere' }] })
    tapes.put([text('hi'), stop])
    const { id: assistant_id } = await named()
    const run = await rested(await wire.run(thread.id, { assistant_id }))
    expect(run.status).toBe('completed')
    const { data } = await wire.call<List<ThreadSummary>>('GET', own('/threads'))
    expect(data).toMatchObject([{ id: thread.id, preview: 'elsewhere', last_run: { id: run.id, status: 'completed' } }])
  })

  it.each([
    ['DELETE', '/messages/msg_1', undefined],
    ['POST', '/messages/msg_1', { metadata: { k: 'v' } }],
    ['POST', '/messages', { role: 'user', content: 'x', metadata: { k: 'v' } }],
  ])('%s %s is none of AppBuilder’s and says so', async (method, rest, body) => {
    const { path } = await asked()
    expect(await wire.refusal(method, `${path}${rest}`, body)).toMatchObject({ status: 400, code: 'unsupported_value' })
  })
})

describe('files', () => {
  const upload = async (name: string, bytes: string) => {
    const form = new FormData()
    form.append('file', new Blob([bytes]), name)
    form.append('purpose', 'assistants')
    const request = new Request('http://playground.test/c/appbuilder/v1/files', { method: 'POST', body: form })
    return (await (await wire.backend(request)).json()) as StoredFile
  }

  it('are uploaded, found, listed, read and removed', async () => {
    const one = await upload('一.txt', '内容')
    expect(one).toMatchObject({ object: 'file', filename: '一.txt', bytes: 6, purpose: 'assistants' })
    const two = await upload('two.txt', 'two')
    expect(await wire.call('GET', `/files/${one.id}`)).toEqual(one)
    const { data } = await wire.call<List<StoredFile>>('GET', '/files?purpose=assistants')
    expect(data.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort())
    expect(await wire.call('GET', '/files?limit=1')).toMatchObject({ data: [{}], has_more: true })
    expect(await (await wire.send('GET', `/files/${one.id}/content`)).text()).toBe('内容')
    expect(await wire.call('DELETE', `/files/${one.id}`)).toEqual({ id: one.id, object: 'file', deleted: true })
    for (const path of ['', '/content']) {
      expect(await wire.refusal('GET', `/files/${one.id}${path}`)).toMatchObject({ status: 404 })
    }
    expect(await wire.refusal('POST', '/files', {})).toMatchObject({ status: 400 })
  })

  it('go with messages', async () => {
    const { id } = await upload('note.txt', 'note')
    const { path, thread_id } = await asked()
    const message = await wire.message(thread_id, { content: 'see', attachments: [{ file_id: id }] })
    expect(message.attachments).toEqual([{ file_id: id }])
    await wire.call('POST', own(`${path}/messages/${message.id}`), { text: 'changed' })
    const { data } = await wire.call<List<Message>>('GET', `${path}/messages`)
    expect(data[0]).toMatchObject({ id: message.id, attachments: [{ file_id: id }] })
  })
})

describe('a run', () => {
  it('is given what its request says', async () => {
    const { assistant_id, thread_id } = await asked({ instructions: 'base' })
    tapes.put([text('hi'), stop])
    const run = await wire.run(thread_id, {
      assistant_id,
      additional_instructions: 'and be kind',
      additional_messages: [{ role: 'user', content: 'one more' }],
      temperature: 0.3,
      tools: [weather],
    })
    await rested(run)
    expect(tapes.inputs[0]).toMatchObject({ temperature: 0.3, functions: [{ name: 'get_weather' }] })
    expect(tapes.inputs[0]?.instructions).toContain('base\nand be kind')
    expect(tapes.inputs[0]?.turns.at(-1)).toMatchObject({ content: [{ text: { value: 'one more' } }] })
  })

  it('counts no tokens, and tells no sampling that nobody asked for', async () => {
    const { assistant_id, path, thread_id } = await asked({ tools: [weather] })
    tapes.put([...call(0, 'get_weather', '{}'), stopForCalls], [text('done'), stop])
    const { id } = await wire.run(thread_id, { assistant_id })
    await expect.poll(async () => (await wire.getRun({ id, thread_id })).status).toBe('requires_action')
    const tool_outputs = [{ tool_call_id: 'call_get_weather_0', output: 'x' }]
    await wire.call('POST', `${path}/runs/${id}/submit_tool_outputs`, { tool_outputs })
    const run = await rested(await wire.getRun({ id, thread_id }))
    expect(run).toMatchObject({ usage: null, temperature: null, top_p: null })
    const { data } = await wire.call<List<Step>>('GET', `${path}/runs/${id}/steps`)
    expect(data.map(({ usage }) => usage)).toEqual([null, null])
  })

  it('names its assistant in the pages’ lists, also after it was renamed', async () => {
    const { assistant_id, thread_id } = await asked()
    tapes.put([text('hi'), stop])
    await rested(await wire.run(thread_id, { assistant_id }))
    await wire.call('POST', `/assistants/${assistant_id}`, { name: 'renamed' })
    const { data } = await wire.call<List<RunSummary>>('GET', own('/runs'))
    expect(data).toMatchObject([{ assistant_name: 'renamed' }])
  })

  it('goes on here when its calls are answered there', async () => {
    const { assistant_id, thread_id } = await asked({ tools: [weather] })
    tapes.put([...call(0, 'get_weather', '{}'), stopForCalls], [text('done'), stop])
    const { id } = await wire.run(thread_id, { assistant_id })
    await expect.poll(async () => (await wire.getRun({ id, thread_id })).status).toBe('requires_action')
    const tool_outputs = [{ tool_call_id: 'call_get_weather_0', output: 'from there' }]
    await face.client.threads.runs.submitToolOutputs({ thread_id, run_id: id, tool_outputs })
    const run = await rested(await wire.getRun({ id, thread_id }))
    expect(run.status).toBe('completed')
    const view = await viewOf(id)
    expect(view.steps[0]?.step_details).toMatchObject({ tool_calls: [{ function: { output: 'from there' } }] })
  })

  it.each([
    ['max_completion_tokens', 300],
    ['tool_choice', 'required'],
    ['truncation_strategy', { type: 'last_messages', last_messages: 1 }],
  ])('with %s is refused: AppBuilder has no place for it', async (param, value) => {
    const { assistant_id, path } = await asked()
    const refusal = await wire.refusal('POST', `${path}/runs`, { assistant_id, [param]: value })
    expect(refusal).toMatchObject({ status: 400, param, code: 'unsupported_value' })
  })

  it('of a thread that ends with the assistant’s words is refused in AppBuilder’s', async () => {
    const { assistant_id, path, thread_id } = await asked()
    tapes.put([text('hi'), stop])
    await rested(await wire.run(thread_id, { assistant_id }))
    expect((await wire.refusal('POST', `${path}/runs`, { assistant_id })).message).toContain('last message')
  })

  it('begun elsewhere is read from there', async () => {
    const { assistant_id, path, thread_id } = await asked()
    tapes.put([text('hi'), stop])
    const { id } = await face.client.threads.runs.run({ assistant_id, thread_id })
    expect(await wire.getRun({ id, thread_id })).toMatchObject({ status: 'completed', usage: null })
    const { data } = await wire.call<List<Step>>('GET', `${path}/runs/${id}/steps`)
    expect(data).toMatchObject([{ type: 'message_creation', status: 'completed' }])
    expect(await wire.call('GET', `${path}/runs/${id}/steps/${data[0]?.id}`)).toEqual(data[0])
  })

  it('that a restart interrupted is followed again', async () => {
    const { assistant_id, path, thread_id } = await asked()
    const gate = createGate()
    tapes.put([text('half'), gate, text(' and whole'), stop])
    const run = await wire.run(thread_id, { assistant_id })
    await gate.reached
    await expect.poll(async () => (await viewSoFar(run.id)).includes('half')).toBe(true)
    const { folder } = wire
    await wire.stop()
    gate.release()
    wire = await startAdapter(face.face, { folder })
    expect((await rested(run)).status).toBe('completed')
    const { data } = await wire.call<List<Message>>('GET', `${path}/messages`)
    expect(wordsOf(data[0]!)).toBe('half and whole')
    expect((await viewOf(run.id)).messages.map(wordsOf)).toEqual(['half and whole'])
  })
})

async function viewSoFar(runId: string): Promise<string> {
  const response = await wire.send('GET', own(`/runs/${runId}/events`))
  const reader = response.body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  await reader?.cancel()
  return new TextDecoder().decode(value)
}

describe('the connection', () => {
  it('says what it lacks, and nothing of its key', () => {
    expect(wire.info).toMatchObject({
      ...{ id: 'appbuilder', kind: 'appbuilder', model: { host: 'gateway.test' }, capabilities: { usage: false } },
    })
    expect(JSON.stringify(wire.info)).not.toContain('secret-key')
  })

  it('tells what changes', async () => {
    const response = await wire.send('GET', own('/changes'))
    const frames = readFrames(response.body!)
    await frames.next()
    const { id } = await named()
    const { value } = await frames.next()
    expect(JSON.parse(value?.data ?? '') as Change).toMatchObject({ kind: 'assistant', verb: 'put', id })
    await frames.return(undefined)
  })
})
