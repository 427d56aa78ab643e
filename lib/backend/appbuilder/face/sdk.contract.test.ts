// Our own SDK over the face: every method, every callback, and what the pages see of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AssistantEventHandler } from '@/lib/appbuilder/assistant-event-handler'
import { AppBuilderHttpError, AppBuilderServerError } from '@/lib/appbuilder/error'
import type { StreamRunEvent, StreamRunStatus } from '@/lib/appbuilder/stream-event'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { startFace, type TestFace } from '../testing/face'

let face: TestFace
beforeAll(async () => {
  face = await startFace()
})
afterAll(() => face.close())

const weather = {
  function: {
    name: 'get_cur_whether',
    description: '这是一个获得指定地点天气的函数',
    parameters: {
      type: 'object',
      properties: { location: { type: 'string', description: '地点' } },
      required: ['location'],
    },
    responses: { type: 'object', properties: { temperature: { type: 'integer' } } },
    examples: [
      [
        {
          role: 'user',
          content: '上海天气',
          function_call: { name: 'get_cur_whether', arguments: '{"location":"上海"}' },
        },
      ],
    ],
  },
}
const QUESTION = '今天北京的天气怎么样？'

async function asked(content = 'hello world', settings: object = {}) {
  const { assistants, threads } = face.client
  const assistant = await assistants.create({ name: 'test_assistant', description: 'test', ...settings })
  const thread = await threads.create({ messages: [{ content }] })
  return { assistant_id: assistant.id, thread_id: thread.id }
}

const nameOf = (event: StreamRunEvent) => (event.event === 'message' ? 'message' : event.event_type)
const distinct = (names: readonly string[]) => names.filter((name, index) => name !== names[index - 1])
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('the notebook “Run”, cell by cell', () => {
  it('shows what it showed', async () => {
    const { assistants, threads } = face.client
    const assistant = await assistants.create({
      name: 'test_assistant',
      description: 'test assistant',
      instructions: '每句话回复前都加上我是秦始皇',
    })
    const thread = await threads.create()
    await threads.messages.create({ thread_id: thread.id, content: 'hello world' })

    const result = await threads.runs.run({ thread_id: thread.id, assistant_id: assistant.id })
    expect(result).toMatchObject({
      object: 'run.result',
      assistant_id: assistant.id,
      thread_id: thread.id,
      model: '',
      instructions: '',
      tools: [],
      status: 'completed',
      required_action: null,
      last_error: null,
      final_answer: { type: 'message' },
      expired_at: 0,
      cancelled_at: 0,
      failed_at: 0,
    })
    const answer = result.final_answer?.message
    expect(answer?.message_id).toMatch(/^chatmsg_/)
    expect(answer?.content[0]?.text.value).toMatch(/^我是秦始皇，/)
    expect(result.created_at).toBeGreaterThan(1_700_000_000_000)
    expect(result.started_at).toBeGreaterThanOrEqual(result.created_at)
    expect(result.completed_at).toBeGreaterThanOrEqual(result.started_at)

    const settings = { object: 'thread.run', model: 'ERNIE-4.0T-8K', instructions: '每句话回复前都加上我是秦始皇' }
    const times = { created_at: result.created_at, started_at: 0, completed_at: result.completed_at }
    const { data } = await threads.runs.list({ thread_id: thread.id, limit: 5 })
    expect(data).toEqual([expect.objectContaining({ id: result.id, ...settings, ...times, final_answer: null })])
    const run = { thread_id: thread.id, run_id: result.id }
    expect(await threads.runs.query(run)).toMatchObject({ id: result.id, ...settings, ...times, final_answer: null })

    const steps = await threads.runs.steps.list(run)
    expect(steps.data).toEqual([
      expect.objectContaining({ id: 'step-1', object: 'thread.run.step', run_id: result.id, status: 'completed' }),
    ])
    const step = await threads.runs.steps.query({ ...run, step_id: steps.data.at(-1)?.id ?? '' })
    expect(step).toEqual(steps.data[0])
    // To the millisecond: within the run, not in the second that the run began in.
    expect(step.created_at).toBeGreaterThanOrEqual(result.started_at)
    expect(step.completed_at).toBeGreaterThanOrEqual(step.created_at)
    expect(step.completed_at).toBeLessThanOrEqual(result.completed_at)
    expect(await failureOf(threads.runs.steps.list({ ...run, after: 'step-9' }))).toMatchObject({
      message: "Invalid 'after': no run step found with id 'step-9'.",
    })
    const behind = `/threads/${run.thread_id}/runs/${run.run_id}/steps`
    const { data: named } = await face.behind.call<{ data: readonly { id: string }[] }>('GET', behind)
    expect(await threads.runs.steps.query({ ...run, step_id: named[0]?.id ?? '' })).toEqual(step)
    expect(step.step_details?.message_creation?.message_id).toBe(answer?.message_id)
  })
})

describe('assistants', () => {
  it('keep what they were given, and are replaced as a whole but for empty metadata', async () => {
    const { assistants } = face.client
    const settings = {
      name: '测试_a-1',
      description: 'd',
      response_format: 'json_object' as const,
      instructions: 'i',
      thought_instructions: 't',
      chat_instructions: 'c',
      tools: [weather],
      metadata: { k: 'v' },
    }
    const created = await assistants.create(settings)
    expect(created).toMatchObject({
      ...settings,
      object: 'assistant',
      file_ids: [],
      tools: [{ type: 'function', ...weather }],
    })
    expect(await assistants.query({ assistant_id: created.id })).toEqual(created)
    expect((await assistants.list({ limit: 1 })).data).toEqual([created])

    const model = 'ERNIE-3.5-8K'
    const updated = await assistants.update({ assistant_id: created.id, model, name: 'n', description: 'd2' })
    expect(updated).toMatchObject({
      model,
      name: 'n',
      instructions: '',
      thought_instructions: '',
      tools: [],
      metadata: { k: 'v' },
    })
    // What a body does not name is not reset behind its sender's back.
    const unnamed = await face.ask('/v2/assistants/update', { assistant_id: created.id, name: 'm', description: 'd3' })
    expect(await unnamed.json()).toMatchObject({ error: { param: 'model' } })
    expect(await assistants.query({ assistant_id: created.id })).toMatchObject({ model, name: 'n' })
    expect(await assistants.delete({ assistant_id: created.id })).toEqual({
      id: created.id,
      object: 'assistant.deleted',
      deleted: true,
    })
    expect(await failureOf(assistants.query({ assistant_id: created.id }))).toBeInstanceOf(AppBuilderServerError)
  })
})

describe('threads and messages', () => {
  it('are kept, changed and removed', async () => {
    const { threads } = face.client
    const thread = await threads.create({ messages: [{ content: 'first' }] })
    expect(await threads.query({ thread_id: thread.id })).toEqual(thread)
    const { id: thread_id } = thread
    expect((await threads.update({ thread_id, metadata: { k: 'v' } })).metadata).toEqual({ k: 'v' })
    expect((await threads.update({ thread_id })).metadata).toEqual({ k: 'v' })

    const labelled = await face.ask('/v2/threads', { messages: [], metadata: { k: 'v' } })
    expect(await labelled.json()).toMatchObject({ object: 'thread', metadata: { k: 'v' } })

    const second = await threads.messages.create({ thread_id, content: 'second' })
    expect(second).toMatchObject({ role: 'user', object: 'thread.message', assistant_id: '', run_id: '', file_ids: [] })
    const { data } = await threads.messages.list({ thread_id, order: 'asc' })
    expect(data.map(({ content }) => content[0]?.text.value)).toEqual(['first', 'second'])
    const page = await threads.messages.list({ thread_id, limit: 1 })
    expect([page.data[0]?.id, page.first_id, page.has_more]).toEqual([second.id, second.id, true])
    expect((await threads.messages.list({ thread_id, after: second.id })).data.map(({ id }) => id)).toEqual([
      data[0]?.id,
    ])

    const first = { thread_id, message_id: data[0]?.id ?? '' }
    expect((await threads.messages.files(first)).data).toEqual([])
    const changed = await threads.messages.update({ ...first, content: '改了' })
    expect(changed).toMatchObject({ content: [{ text: { value: '改了' } }] })
    expect(await threads.messages.query(first)).toEqual(changed)
    expect(await threads.messages.update({ ...first, content: '' })).toEqual(changed)
    const behind = await face.behind.call<Message>('GET', `/threads/${thread_id}/messages/${first.message_id}`)
    expect(behind.content).toMatchObject([{ text: { value: '改了' } }])

    expect(await threads.delete({ thread_id })).toMatchObject({ id: thread_id, deleted: true })
    expect(await failureOf(threads.query({ thread_id }))).toBeInstanceOf(AppBuilderServerError)
  })
})

describe('a run that calls a function', () => {
  it('goes on with the next run and its output, under the same id', async () => {
    const ids = await asked(QUESTION, { tools: [weather] })
    const { runs } = face.client.threads
    const first = await runs.run(ids)
    expect(first).toMatchObject({
      status: 'requires_action',
      final_answer: null,
      required_action: { type: 'submit_tool_outputs' },
    })
    // A step that lasts is listed while it lasts.
    const waiting = await runs.steps.list({ thread_id: ids.thread_id, run_id: first.id })
    expect(waiting.data).toMatchObject([{ id: 'step-1', status: 'in_progress', completed_at: 0 }])
    const call = first.required_action?.submit_tool_outputs?.tool_calls[0]
    expect(call).toMatchObject({
      type: 'function',
      function: { name: 'get_cur_whether', arguments: '{"location":"北京"}' },
    })
    const output = { tool_call_id: call?.id ?? '', output: '北京今天 26 摄氏度', run_id: first.id }
    const second = await runs.run({ ...ids, tool_output: output })
    expect(second).toMatchObject({
      id: first.id,
      created_at: first.created_at,
      status: 'completed',
      required_action: null,
    })
    expect(second.final_answer?.message?.content[0]?.text.value).toContain('26')
    const steps = await runs.steps.list({ thread_id: ids.thread_id, run_id: first.id, order: 'asc' })
    expect(steps.data.map(({ id, type }) => `${id} ${type}`)).toEqual(['step-1 tool_calls', 'step-2 message_creation'])
    expect(steps.data[0]?.step_details?.tool_calls[0]?.function?.output).toBe('北京今天 26 摄氏度')
  })

  it('is found by its thread when the output names no run', async () => {
    const ids = await asked(QUESTION, { tools: [weather] })
    const { runs } = face.client.threads
    const { required_action: action } = await runs.run(ids)
    const [call] = action?.submit_tool_outputs?.tool_calls ?? []
    const second = await runs.run({ ...ids, tool_output: { tool_call_id: call?.id ?? '', output: '晴' } })
    expect(second.status).toBe('completed')
  })

  it('calls every method of a handler, which answers while the stream is open', async () => {
    const ids = await asked(QUESTION, { tools: [weather] })
    const { runs } = face.client.threads
    class Answering extends AssistantEventHandler {
      readonly heard: string[] = []
      answer = ''
      override messages: AssistantEventHandler['messages'] = ({ content }) => {
        this.heard.push('messages')
        this.answer += content[0]?.text.value ?? ''
      }
      override async toolCalls() {
        this.heard.push('toolCalls')
        const { currentRunId: run_id, currentThreadId: thread_id, currentToolCalls: calls } = this.streamRunContext
        const tool_outputs = (calls ?? []).map(({ id }) => ({ tool_call_id: id, output: '26 摄氏度' }))
        const submitted = await runs.submitToolOutputs({
          run_id: run_id ?? '',
          thread_id: thread_id ?? '',
          tool_outputs,
        })
        expect(submitted).toMatchObject({ id: run_id, object: 'run.result' })
      }
      override runBegin = () => void this.heard.push('runBegin')
      override runEnd = () => void this.heard.push('runEnd')
      override toolStepBegin = () => void this.heard.push(`toolStepBegin ${this.streamRunContext.currentRunStepId}`)
      override toolStepEnd = () => void this.heard.push(`toolStepEnd ${this.streamRunContext.currentRunStepId}`)
      override toolSubmittedOutput = () => void this.heard.push('toolSubmittedOutput')
      override messageCreation = () => void this.heard.push('messageCreation')
    }
    const { handler } = await runs.streamRunWithHandler({ ...ids, event_handler: new Answering() })
    await handler.untilDone()
    expect(distinct(handler.heard)).toEqual([
      'runBegin',
      'toolStepBegin step-1',
      'toolCalls',
      'toolSubmittedOutput',
      'toolStepEnd step-1',
      'toolStepBegin step-2',
      'messageCreation',
      'messages',
      'toolStepEnd step-2',
      'runEnd',
    ])
    expect(handler.answer).toContain('26')
  })

  it('goes on in its stream when somebody else answers, such as the pages', async () => {
    const ids = await asked(QUESTION, { tools: [weather] })
    const names: string[] = []
    for await (const event of await face.client.threads.runs.streamRun(ids)) {
      names.push(nameOf(event))
      if (event.event !== 'status' || event.event_type !== 'tool_calls') continue
      const { data } = await face.behind.call<{ data: readonly Run[] }>('GET', `/threads/${ids.thread_id}/runs`)
      const path = `/threads/${ids.thread_id}/runs/${data[0]?.id}/submit_tool_outputs`
      const tool_outputs = [{ tool_call_id: event.details?.tool_calls[0]?.id ?? '', output: '晴' }]
      await face.behind.call('POST', path, { tool_outputs })
    }
    expect(names.at(-1)).toBe('run_end')
    expect(names).toContain('tool_submitted_output')
  })

  it('may go on in a stream of its own', async () => {
    const ids = await asked(QUESTION, { tools: [weather] })
    const { runs } = face.client.threads
    const first = await runs.run(ids)
    const [call] = first.required_action?.submit_tool_outputs?.tool_calls ?? []
    const events: StreamRunEvent[] = []
    const tool_output = { tool_call_id: call?.id ?? '', output: '晴', run_id: first.id }
    for await (const event of await runs.streamRun({ ...ids, tool_output })) events.push(event)
    const order =
      'run_begin tool_submitted_output tool_step_end tool_step_begin message_creation message tool_step_end run_end'
    expect(distinct(events.map(nameOf)).join(' ')).toBe(order)
    expect(events.map(({ send_id }) => send_id)).toEqual(events.map((_, index) => index + 1))
  })
})

describe('cancelling', () => {
  it('ends a run that waits, as often as it is asked', async () => {
    const ids = await asked(QUESTION, { tools: [weather] })
    const { runs } = face.client.threads
    const events: StreamRunStatus[] = []
    const answers: string[] = []
    let run_id = ''
    for await (const event of await runs.streamRun(ids)) {
      if (event.event !== 'status') continue
      events.push(event)
      if (event.event_type === 'run_begin') run_id = event.details?.run_object?.id ?? ''
      else answers.push((await runs.cancel({ thread_id: ids.thread_id, run_id })).status)
    }
    expect(events.map(nameOf)).toContain('run_cancelling')
    expect(events.at(-1)).toMatchObject({ event_type: 'run_end', status: 'cancelled' })
    const end = events.at(-1)
    expect(end?.event_type === 'run_end' && end.details?.run_object?.cancelled_at).toBeGreaterThan(0)
    expect(answers.at(-1)).toBe('cancelled')
  })

  it('with sync answers when the run is over', async () => {
    const ids = await asked(QUESTION, { tools: [weather] })
    const { runs } = face.client.threads
    const { id } = await runs.run(ids)
    const cancelled = await runs.cancel({ thread_id: ids.thread_id, run_id: id, sync: true })
    expect(cancelled.status).toBe('cancelled')
    expect(cancelled.cancelled_at).toBeGreaterThan(0)
  })
})

describe('a run’s thread', () => {
  it('is made when none is named', async () => {
    const { assistants, threads } = face.client
    const { id: assistant_id } = await assistants.create({ name: 'a' })
    const run = await threads.runs.run({ assistant_id, thread: { messages: [{ content: 'hello' }] } })
    const { data } = await threads.messages.list({ thread_id: run.thread_id, order: 'asc' })
    expect(data.map(({ role }) => role)).toEqual(['user', 'assistant'])
    // The answer has one name in both places.
    const id = run.final_answer?.message?.message_id ?? ''
    expect((await threads.messages.query({ thread_id: run.thread_id, message_id: id })).id).toBe(data[1]?.id)
  })

  it('gets the messages that are brought along', async () => {
    const ids = await asked('first')
    await face.client.threads.runs.run({ ...ids, thread: { messages: [{ content: 'second' }] } })
    const { data } = await face.client.threads.messages.list({ thread_id: ids.thread_id, order: 'asc' })
    expect(data.slice(0, 2).map(({ content }) => content[0]?.text.value)).toEqual(['first', 'second'])
  })

  it('gets no messages of a run that is refused', async () => {
    const { thread_id, assistant_id } = await asked('first', { tools: [weather] })
    const bodies = [
      { assistant_id, thread: { messages: [{ content: 'second' }, { content: 'third', role: 'assistant' }] } },
      { assistant_id, model: 'no such model', thread: { messages: [{ content: 'second', file_ids: ['file-none'] }] } },
    ]
    for (const body of bodies) {
      const response = await face.ask('/v2/threads/runs', { ...body, thread_id })
      expect(await response.json()).toHaveProperty('error')
    }
    const { threads } = face.client
    const wordless = threads.runs.run({ thread_id, assistant_id, thread: { messages: [{ content: '' }] } })
    expect(await failureOf(wordless)).toMatchObject({ detail: { params: 'thread.messages[0].content' } })
    const { data } = await threads.messages.list({ thread_id })
    expect(data.map(({ content }) => content[0]?.text.value)).toEqual(['first'])
    // A thread that is busy is refused with the messages as well.
    const busy = await asked(QUESTION, { tools: [weather] })
    await threads.runs.run(busy)
    const late = { ...busy, thread: { messages: [{ content: 'too late' }] } }
    expect(await failureOf(threads.runs.run(late))).toBeInstanceOf(AppBuilderServerError)
    expect((await threads.messages.list({ thread_id: busy.thread_id })).data).toHaveLength(1)
  })

  it('must end with a user’s message', async () => {
    const ids = await asked()
    const { runs } = face.client.threads
    await runs.run(ids)
    expect(await failureOf(runs.run(ids))).toMatchObject({ detail: { params: 'thread_id' } })
    // In a stream the status says it: clients do not look into a 200.
    expect(await failureOf(runs.streamRun(ids))).toBeInstanceOf(AppBuilderHttpError)
  })
})
