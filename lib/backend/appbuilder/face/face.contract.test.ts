// The wire itself: frames, errors, forms by version, and what the model is given. The model plays tapes.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppBuilderServerError } from '@/lib/appbuilder/error'
import { readFrames } from '@/lib/protocol/sse'
import {
  call,
  createGate,
  createTapes,
  cutOff,
  rateLimited,
  stop,
  stopForCalls,
  text,
} from '@/lib/backend/embedded/testing/tapes'
import { startFace, type TestFace } from '../testing/face'

let tapes: ReturnType<typeof createTapes>
let face: TestFace
beforeEach(async () => {
  tapes = createTapes()
  face = await startFace(tapes.models)
})
afterEach(() => face.close())

async function asked(settings: object = {}) {
  const { assistants, threads } = face.client
  const assistant = await assistants.create({ name: 'a', ...settings })
  const thread = await threads.create({ messages: [{ content: 'hello' }] })
  return { assistant_id: assistant.id, thread_id: thread.id }
}

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )
const lookUp = { function: { name: 'look_up', description: 'Looks things up.' } }
const bodyOf = async (response: Response) => (await response.json()) as Record<string, unknown>

it('tells times of objects to the millisecond', async () => {
  const { assistants, threads } = face.client
  const moments = [Date.now()]
  const assistant = await assistants.create({ name: 'a' })
  const thread = await threads.create()
  const message = await threads.messages.create({ thread_id: thread.id, content: 'one' })
  moments.push(assistant.created_at, thread.created_at, message.created_at, Date.now())
  expect(moments).toEqual(moments.toSorted((one, other) => one - other))
  const ids = { assistant_id: assistant.id, thread_id: thread.id, message_id: message.id }
  expect(await assistants.query(ids)).toMatchObject({ created_at: assistant.created_at })
  expect((await assistants.list()).data).toMatchObject([{ created_at: assistant.created_at }])
  expect(await threads.query(ids)).toMatchObject({ created_at: thread.created_at })
  expect(await threads.messages.query(ids)).toMatchObject({ created_at: message.created_at })
  expect((await threads.messages.list(ids)).data).toMatchObject([{ created_at: message.created_at }])
})

describe('a stream', () => {
  it('has the recorded events in the recorded order, and nothing behind the last', async () => {
    const ids = await asked({ instructions: 'secret' })
    tapes.put([text('我是秦始皇'), stop])
    const response = await face.ask('/v2/threads/runs', { ...ids, stream: true })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    // Compressors and proxies hold back what they may transform.
    expect(response.headers.get('cache-control')).toContain('no-transform')
    expect(response.headers.get('content-length')).toBeNull()
    const frames: { event?: string; data: Record<string, unknown> }[] = []
    const raw = await response.text()
    for await (const { event, data } of readFrames(new Response(raw).body!)) {
      frames.push({ event, data: JSON.parse(data) as Record<string, unknown> })
    }
    expect(frames.map(({ event, data }) => [event, data.event_type ?? 'piece', data.status])).toEqual([
      ['status', 'run_begin', 'queued'],
      ['status', 'tool_step_begin', 'in_progress'],
      ['status', 'message_creation', 'in_progress'],
      ['message', 'piece', 'completed'],
      ['status', 'tool_step_end', 'completed'],
      ['status', 'run_end', 'completed'],
    ])
    expect(frames.map(({ data }) => data.send_id)).toEqual([1, 2, 3, 4, 5, 6])
    expect(frames[3]?.data).toMatchObject({
      is_end: 0,
      message_index: '',
      content: [{ type: 'text', text: { value: '我是秦始皇' } }],
    })
    expect(frames[0]?.data).toMatchObject({ details: { run_object: { instructions: 'secret', final_answer: null } } })
    expect(frames.at(-1)?.data).toMatchObject({ details: { run_object: { instructions: '***', final_answer: null } } })
    expect(raw).not.toContain('[DONE]')
    expect(raw).not.toContain('"error":')
    expect(raw.trimEnd().endsWith('}')).toBe(true)
  })

  it('tells each event when it happens', async () => {
    const ids = await asked()
    const gate = createGate()
    tapes.put([text('one'), gate, text('two'), stop])
    const events = await face.client.threads.runs.streamRun(ids)
    const pieces: string[] = []
    for await (const event of events) {
      if (event.event !== 'message') continue
      pieces.push(event.content[0]?.text.value ?? '')
      // The second piece does not exist yet: the first has not waited for it.
      if (pieces.length === 1) gate.release()
    }
    expect(pieces).toEqual(['one', 'two'])
  })

  it('that is left lets the run go on', async () => {
    const ids = await asked()
    const gate = createGate()
    tapes.put([text('one'), gate, text(' two'), stop])
    const { runs } = face.client.threads
    let run_id = ''
    for await (const event of await runs.streamRun(ids)) {
      if (event.event === 'message') break
      if (event.event_type === 'run_begin') run_id = event.details?.run_object?.id ?? ''
    }
    gate.release()
    const { thread_id } = ids
    await expect.poll(async () => (await runs.query({ thread_id, run_id })).status).toBe('completed')
    const { data } = await face.client.threads.messages.list({ thread_id })
    expect(data[0]?.content[0]?.text.value).toBe('one two')
  })

  it('of a run that fails ends like every other, and says why', async () => {
    const ids = await asked()
    tapes.put([rateLimited])
    const events = []
    for await (const event of await face.client.threads.runs.streamRun(ids)) events.push(event)
    expect(events.at(-1)).toMatchObject({
      event_type: 'run_end',
      status: 'failed',
      details: {
        run_object: { last_error: { type: 'rate_limit_exceeded', message: 'The model is asked too often.' } },
        error_info: { type: 'rate_limit_exceeded' },
      },
    })
  })
})

describe('an answer', () => {
  it.each([
    ['0.8.0', false],
    ['0.9.4', false],
    ['0.9.5', true],
    ['0.10.0', true],
    ['1.1.4', true],
    ['', true],
  ])('has the form that version %j reads', async (version, isArray) => {
    const ids = await asked()
    tapes.put([text('hi'), stop])
    const config = version && JSON.stringify({ appbuilder_sdk_version: version, appbuilder_sdk_language: 'python' })
    const response = await face.ask('/v2/threads/runs', ids, { 'x-appbuilder-sdk-config': config })
    const run = (await response.json()) as { final_answer: { message: { content: unknown } } }
    expect(Array.isArray(run.final_answer.message.content)).toBe(isArray)
  })

  it('that was cut off is a failure with its words', async () => {
    const ids = await asked()
    tapes.put([text('half a'), cutOff])
    const run = await face.client.threads.runs.run(ids)
    expect(run).toMatchObject({ status: 'failed', last_error: { type: 'incomplete' } })
    expect(run.failed_at).toBeGreaterThan(0)
    expect(run.final_answer?.message?.content[0]?.text.value).toBe('half a')
  })
})

describe('what the model is given', () => {
  it('is all that AppBuilder has fields for and a model can read', async () => {
    const responses = { type: 'object', properties: { temperature: { type: 'integer' } } }
    const tools = [{ function: { ...lookUp.function, responses } }]
    const ids = await asked({
      instructions: 'base',
      thought_instructions: 'think hard',
      chat_instructions: 'be brief',
      tools,
    })
    tapes.put([text('hi'), stop])
    const { id: run_id } = await face.client.threads.runs.run({
      ...ids,
      chat_instructions: 'be long',
      response_format: 'json_object',
      model_parameters: { chat_parameters: { temperature: 0.3, top_p: 0.4, penalty_score: 1.2 } },
      user_info: { id: 'user-77', name: '小明' },
      user_loc: { loc: '{"city":"北京"}', uip: '1.2.3.4' },
    })
    const [input] = tapes.inputs
    expect(input).toMatchObject({
      model: 'ERNIE-4.0T-8K',
      temperature: 0.3,
      top_p: 0.4,
      response_format: { type: 'json_object' },
      parallel_tool_calls: false,
      functions: [{ name: 'look_up', description: 'Looks things up.' }],
    })
    for (const words of ['base', 'think hard', 'be long', '小明', '北京', 'temperature'])
      expect(input?.instructions).toContain(words)
    for (const words of ['be brief', 'user-77', '1.2.3.4']) expect(input?.instructions).not.toContain(words)
    const { thread_id } = ids
    expect(await face.client.threads.runs.query({ thread_id, run_id })).toMatchObject({
      instructions: 'base',
      thought_instructions: 'think hard',
      chat_instructions: 'be long',
      tools: [{ function: { responses } }],
      response_format: 'json_object',
      model_parameters: { chat_parameters: { temperature: 0.3, penalty_score: 1.2 } },
      user_info: { id: 'user-77', name: '小明' },
      user_loc: { uip: '1.2.3.4' },
    })
  })

  it('is the assistant’s own where the run says nothing', async () => {
    const ids = await asked({ instructions: 'base', response_format: 'json_object' })
    tapes.put([text('{}'), stop])
    await face.ask('/v2/threads/runs', {
      ...ids,
      instructions: '',
      response_format: 'text',
      model: '',
      tools: null,
      thread: null,
    })
    expect(tapes.inputs[0]).toMatchObject({ instructions: 'base', response_format: { type: 'json_object' } })
  })

  it('goes with its thread: nothing of the user is kept longer', async () => {
    const ids = await asked()
    tapes.put([text('hi'), stop])
    await face.client.threads.runs.run({ ...ids, user_info: { name: '小明' } })
    expect(await face.behind.records.list('appbuilder.run')).toHaveLength(1)
    await face.behind.call('DELETE', `/threads/${ids.thread_id}`)
    expect(await face.behind.records.list('appbuilder.run')).toEqual([])
  })
})

describe('several calls at once', () => {
  it('may be answered one by one', async () => {
    const ids = await asked({ tools: [lookUp] })
    tapes.put([...call(0, 'look_up', '{}'), ...call(1, 'look_up', '{}'), stopForCalls], [text('both'), stop])
    const { runs } = face.client.threads
    const first = await runs.run(ids)
    const open = (run: typeof first) => run.required_action?.submit_tool_outputs?.tool_calls.map(({ id }) => id)
    expect(open(first)).toEqual(['call_look_up_0', 'call_look_up_1'])
    const answer = (tool_call_id: string) => ({
      ...ids,
      tool_output: { tool_call_id, output: `of ${tool_call_id}`, run_id: first.id },
    })
    const second = await runs.run(answer('call_look_up_1'))
    expect([second.status, open(second)]).toEqual(['requires_action', ['call_look_up_0']])
    expect((await runs.run(answer('call_look_up_0'))).status).toBe('completed')
    expect(tapes.inputs[1]?.turns.at(-1)).toMatchObject({
      calls: [{ output: 'of call_look_up_0' }, { output: 'of call_look_up_1' }],
    })
  })

  it('may be answered at the same time', async () => {
    const { thread_id, assistant_id } = await asked({ tools: [lookUp] })
    tapes.put([...call(0, 'look_up', '{}'), ...call(1, 'look_up', '{}'), stopForCalls], [text('both'), stop])
    const { runs } = face.client.threads
    const { id: run_id } = await runs.run({ thread_id, assistant_id })
    const answered = ['call_look_up_0', 'call_look_up_1'].map((tool_call_id) =>
      runs.submitToolOutputs({ thread_id, run_id, tool_outputs: [{ tool_call_id, output: `of ${tool_call_id}` }] }),
    )
    await Promise.all(answered)
    await expect.poll(async () => (await runs.query({ thread_id, run_id })).status).toBe('completed')
    expect(tapes.inputs[1]?.turns.at(-1)).toMatchObject({
      calls: [{ output: 'of call_look_up_0' }, { output: 'of call_look_up_1' }],
    })
  })

  it('can be asked for twice in one run', async () => {
    const ids = await asked({ tools: [lookUp] })
    tapes.put(
      [...call(0, 'look_up', '{}'), stopForCalls],
      [...call(7, 'look_up', '{}'), stopForCalls],
      [text('done'), stop],
    )
    const { runs } = face.client.threads
    let run = await runs.run(ids)
    for (const _ of [1, 2]) {
      const [open] = run.required_action?.submit_tool_outputs?.tool_calls ?? []
      run = await runs.run({ ...ids, tool_output: { tool_call_id: open?.id ?? '', output: 'x', run_id: run.id } })
    }
    expect(run.status).toBe('completed')
    expect(tapes.inputs).toHaveLength(3)
  })

  it('an output for a run that does not wait is refused at once', async () => {
    const ids = await asked({ tools: [lookUp] })
    const gate = createGate()
    tapes.put([...call(0, 'look_up', '{}'), stopForCalls], [text('one'), gate, text(' two'), stop])
    const { runs } = face.client.threads
    const { id: run_id } = await runs.run(ids)
    const output = { tool_call_id: 'call_look_up_0', output: 'x' }
    await runs.submitToolOutputs({ thread_id: ids.thread_id, run_id, tool_outputs: [output] })
    await gate.reached
    const again = { ...ids, tool_output: { ...output, run_id } }
    const refused = { detail: { params: 'tool_output' }, message: expect.stringContaining('do not accept') as string }
    expect(await failureOf(runs.run(again))).toMatchObject(refused)
    expect(await failureOf(runs.streamRun(again))).toMatchObject({ status: 400 })
    gate.release()
    await expect.poll(async () => (await runs.query({ ...ids, run_id })).status).toBe('completed')
    expect(await failureOf(runs.run(again))).toMatchObject({ detail: { params: 'tool_output' } })
  })

  it('an output that nobody asked for is refused', async () => {
    const ids = await asked({ tools: [lookUp] })
    tapes.put([...call(0, 'look_up', '{}'), stopForCalls])
    const { id: run_id } = await face.client.threads.runs.run(ids)
    const tool_outputs = [{ tool_call_id: 'call_other', output: 'x' }]
    const error = await failureOf(face.client.threads.runs.submitToolOutputs({ ...ids, run_id, tool_outputs }))
    expect(error).toBeInstanceOf(AppBuilderServerError)
  })
})

describe('an error', () => {
  it('is told inside a 200, with all that SDKs read of it', async () => {
    const response = await face.ask(
      '/v2/assistants',
      { name: 'a', metadata: { k: 'v'.repeat(513) } },
      { 'x-appbuilder-request-id': 'id-1' },
    )
    expect([response.status, response.headers.get('x-appbuilder-request-id')]).toEqual([200, 'id-1'])
    const { error } = (await bodyOf(response)) as { error: Record<string, unknown> }
    expect(Object.keys(error)).toEqual(['code', 'message', 'type', 'param'])
    expect(error.message).toContain('metadata')
    expect(error.code).toBeTruthy()
  })

  it.each([
    ['/v2/threads/query', { thread_id: 'thread_none' }],
    ['/v2/threads/query', { thread_id: '' }],
    ['/v2/threads/messages', { thread_id: 'thread_none', content: 'x' }],
    ['/v2/threads/runs', { thread_id: 'thread_none', assistant_id: 'asst_none' }],
    ['/v2/threads/runs', {}],
    ['/v2/threads/runs/cancel', { thread_id: 't', run_id: 'r' }],
    ['/v2/assistants', 'no JSON'],
    ['/v2/assistants', { name: 'a', tools: [{ type: 'code_interpreter', function: lookUp.function }] }],
    ['/v2/assistants', { name: 'a', file_ids: ['file-1'] }],
    ['/v2/storage/files', 'no form'],
  ])('of %s with %j is no success', async (path, body) => {
    const response = await face.ask(path, body)
    expect(response.status).toBe(200)
    expect(await bodyOf(response)).toMatchObject({ error: { message: expect.stringMatching(/\w/) as string } })
    expect(face.reports).toEqual([])
  })

  it.each([
    ['/v2/threads/runs', { stream: true }, 400],
    ['/v2/threads/runs', { stream: true, thread_id: 't', assistant_id: 'asst_none' }, 404],
    ['/v2/storage/files/download', { file_id: 'file-1' }, 404],
    ['/v2/storage/files/content', { file_id: '' }, 400],
    ['/v2/nothing', {}, 404],
    ['/v2/threads', 'x'.repeat(2 * 1024 * 1024), 413],
  ])('of %s with %j has a status', async (path, body, status) => {
    expect((await face.ask(path, body)).status).toBe(status)
  })

  it('is a body that is no UTF-8, and no empty array', async () => {
    const send = (body: string | Buffer<ArrayBuffer>) =>
      face.face(new Request('http://playground.test/v2/threads', { method: 'POST', body }))
    const refused = await bodyOf(await send(Buffer.from([0x7b, 0xff, 0x7d])))
    expect(refused).toMatchObject({ error: { message: expect.stringContaining('not valid UTF-8') as string } })
    expect(await bodyOf(await send('[]'))).toMatchObject({ id: expect.stringMatching(/^thread_/) as string })
  })

  it('is any method but POST', async () => {
    const response = await face.face(new Request('http://playground.test/v2/assistants/list'))
    expect(response.status).toBe(405)
  })
})
