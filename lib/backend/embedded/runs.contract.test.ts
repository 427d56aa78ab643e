import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collect } from '@/lib/backend/testing/wire'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { startEmbedded, type TestBackend } from './testing/embedded'
import {
  call,
  createGate,
  createTapes,
  cutOff,
  rateLimited,
  stop,
  stopForCalls,
  tapeUsage,
  text,
} from './testing/tapes'

const weather = { type: 'function', function: { name: 'weather', parameters: { type: 'object' } } } as const
const tools = [weather]

let tapes: ReturnType<typeof createTapes>
let wire: TestBackend

beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

async function prepared(settings: Parameters<TestBackend['assistant']>[0] = {}) {
  const assistant = await wire.assistant({ tools: [...tools], ...settings })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'What is the weather?' }] })
  return { assistant, thread, body: { assistant_id: assistant.id }, runs: `/threads/${thread.id}/runs` }
}

const stepsOf = ({ thread_id, id }: Run) =>
  wire.call<List<Step>>('GET', `/threads/${thread_id}/runs/${id}/steps?order=asc`)
const messagesOf = (threadId: string) => wire.call<List<Message>>('GET', `/threads/${threadId}/messages?order=asc`)
const textOf = (message: Message | undefined) =>
  message?.content.map((part) => (part.type === 'text' ? part.text.value : '')).join('')

/** Lets everything else that is ready happen first. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Follows a run to where it rests or waits. */
async function settled(run: Run): Promise<Run> {
  for (;;) {
    const now = await wire.getRun(run)
    if (!['queued', 'in_progress', 'cancelling'].includes(now.status)) return now
    await turn()
  }
}

describe('a run that writes', () => {
  it('streams its events in the order that clients rely on', async () => {
    const { body, runs } = await prepared()
    tapes.put([text('Sun'), text('ny.'), stop])
    const events = await collect(wire.stream(runs, body))
    expect(events.map(({ event }) => event)).toEqual([
      'thread.run.created',
      'thread.run.queued',
      'thread.run.in_progress',
      'thread.run.step.created',
      'thread.run.step.in_progress',
      'thread.message.created',
      'thread.message.in_progress',
      'thread.message.delta',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ])
    const delta = events.find(({ event }) => event === 'thread.message.delta')?.data
    expect(delta, 'what comes in one breath is one delta').toMatchObject({
      delta: { content: [{ index: 0, type: 'text', text: { value: 'Sunny.', annotations: [] } }] },
    })
  })

  it('leaves behind exactly what was streamed', async () => {
    const { body, runs, thread } = await prepared()
    tapes.put([text('Sun'), text('ny.'), stop])
    const events = await collect(wire.stream(runs, body))
    const last = (name: string) => events.findLast(({ event }) => event === name)?.data
    const run = last('thread.run.completed') as Run
    expect(await wire.getRun(run)).toEqual(run)
    expect(run).toMatchObject({ status: 'completed', usage: tapeUsage, expires_at: null, last_error: null })
    expect((await stepsOf(run)).data).toEqual([last('thread.run.step.completed')])
    const messages = (await messagesOf(thread.id)).data
    expect(messages[1]).toEqual(last('thread.message.completed'))
    expect(textOf(messages[1])).toBe('Sunny.')
  })

  it('stops as incomplete where the token limit cuts the answer', async () => {
    const { body, runs } = await prepared()
    tapes.put([text('Sun'), cutOff])
    const events = await collect(wire.stream(runs, { ...body, max_completion_tokens: 256 }))
    expect(events.slice(-3).map(({ event }) => event)).toEqual([
      'thread.message.incomplete',
      'thread.run.step.completed',
      'thread.run.incomplete',
    ])
    expect(events.at(-1)?.data).toMatchObject({
      incomplete_details: { reason: 'max_completion_tokens' },
      completed_at: null,
    })
    expect(tapes.inputs[0]?.max_completion_tokens).toBe(256)
  })

  it('tells a failing model as the last error and closes what was open', async () => {
    const { body, runs } = await prepared()
    tapes.put([text('Sun'), rateLimited])
    const events = await collect(wire.stream(runs, body))
    expect(events.slice(-3).map(({ event }) => event)).toEqual([
      'thread.message.incomplete',
      'thread.run.step.failed',
      'thread.run.failed',
    ])
    expect(events.at(-1)?.data).toMatchObject({
      last_error: { code: 'rate_limit_exceeded', message: rateLimited.message },
    })
  })

  it('says nothing of the inside when the failure is not the model’s own', async () => {
    const { body, runs } = await prepared()
    tapes.put([new Error('/secret/path: undefined is not a function')])
    const events = await collect(wire.stream(runs, body))
    expect(events.at(-1)?.data).toMatchObject({ status: 'failed', last_error: { code: 'server_error' } })
    expect(JSON.stringify(events)).not.toContain('secret')
    expect(wire.reports.join()).toContain('secret')
  })
})

describe('a run that calls functions', () => {
  it('stops for them, takes all outputs at once and goes on', async () => {
    const { body, runs } = await prepared()
    tapes.put([...call(0, 'weather', '{"city":', '"Rome"}'), ...call(1, 'weather', '{"city":"Oslo"}'), stopForCalls])
    const first = await collect(wire.stream(runs, body))
    expect(first.map(({ event }) => event)).toEqual([
      'thread.run.created',
      'thread.run.queued',
      'thread.run.in_progress',
      'thread.run.step.created',
      'thread.run.step.in_progress',
      'thread.run.step.delta',
      'thread.run.step.delta',
      'thread.run.step.delta',
      'thread.run.step.delta',
      'thread.run.requires_action',
    ])
    const waiting = first.at(-1)?.data as Run
    const calls = waiting.required_action?.submit_tool_outputs.tool_calls ?? []
    expect(calls.map((each) => each.function.arguments)).toEqual(['{"city":"Rome"}', '{"city":"Oslo"}'])
    expect((await stepsOf(waiting)).data[0]).toMatchObject({ status: 'in_progress', type: 'tool_calls' })

    tapes.put([text('Warm and cold.'), stop])
    const outputs = calls.map(({ id }, index) => ({ tool_call_id: id, output: `${index}` }))
    const second = await collect(wire.stream(`${runs}/${waiting.id}/submit_tool_outputs`, { tool_outputs: outputs }))
    expect(second.slice(0, 3).map(({ event }) => event)).toEqual([
      'thread.run.step.completed',
      'thread.run.queued',
      'thread.run.in_progress',
    ])
    const done = second.at(-1)?.data as Run
    expect(done).toMatchObject({ status: 'completed', usage: { total_tokens: 2 * tapeUsage.total_tokens } })
    const steps = (await stepsOf(done)).data
    expect(steps.map(({ type, status, usage }) => ({ type, status, usage }))).toEqual([
      { type: 'tool_calls', status: 'completed', usage: tapeUsage },
      { type: 'message_creation', status: 'completed', usage: tapeUsage },
    ])
    expect(tapes.inputs[1]?.turns.at(-1)).toEqual({
      role: 'calls',
      calls: calls.map((each, index) => ({ id: each.id, ...each.function, output: `${index}` })),
    })
  })

  it('may stop for them again after the first outputs', async () => {
    const { body, runs } = await prepared()
    tapes.put(
      [...call(0, 'weather', '{}'), stopForCalls],
      [...call(0, 'weather', '{}'), stopForCalls],
      [text('Done.'), stop],
    )
    const [first] = (await collect(wire.stream(runs, body))).slice(-1)
    let run = first?.data as Run
    const ids = new Set<string>()
    while (run.status === 'requires_action') {
      const id = run.required_action?.submit_tool_outputs.tool_calls[0]?.id ?? ''
      ids.add(id)
      const path = `${runs}/${run.id}/submit_tool_outputs`
      run = (await collect(wire.stream(path, { tool_outputs: [{ tool_call_id: id, output: 'x' }] }))).at(-1)
        ?.data as Run
    }
    expect(run.status).toBe('completed')
    expect(ids.size).toBe(2)
    expect((await stepsOf(run)).data.map(({ type }) => type)).toEqual(['tool_calls', 'tool_calls', 'message_creation'])
  })

  it('writes first and calls then, one open step at a time', async () => {
    const { body, runs } = await prepared()
    tapes.put([text('Let me look.'), ...call(0, 'weather', '{}'), stopForCalls])
    const names = (await collect(wire.stream(runs, body))).map(({ event }) => event)
    expect(names.indexOf('thread.run.step.completed')).toBeLessThan(names.lastIndexOf('thread.run.step.created'))
    expect(names.at(-1)).toBe('thread.run.requires_action')
  })

  it('refuses outputs that are not those it waits for, and outputs that come at the wrong time', async () => {
    const { body, runs, thread } = await prepared()
    tapes.put([...call(0, 'weather', '{}'), ...call(1, 'weather', '{}'), stopForCalls])
    const run = await settled(await wire.run(thread.id, body))
    const [a, b] = run.required_action!.submit_tool_outputs.tool_calls.map(({ id }) => id)
    const path = `${runs}/${run.id}/submit_tool_outputs`
    expect(await wire.refusal('POST', path, { tool_outputs: [{ tool_call_id: a, output: '' }] })).toMatchObject({
      status: 400,
      message: `Expected tool outputs for call_ids ['${a}', '${b}'], got ['${a}']`,
    })
    tapes.put([text('ok'), stop])
    const outputs = [a, b].map((id) => ({ tool_call_id: id, output: '' }))
    await wire.call('POST', path, { tool_outputs: outputs })
    const done = await settled(run)
    expect(await wire.refusal('POST', path, { tool_outputs: outputs })).toMatchObject({
      status: 400,
      message: `Runs in status "${done.status}" do not accept tool outputs.`,
    })
  })
})

describe('an active run', () => {
  it('locks its thread with a 400 that no client retries', async () => {
    const { body, runs, thread } = await prepared()
    tapes.put([...call(0, 'weather', '{}'), stopForCalls])
    const run = await settled(await wire.run(thread.id, body))
    expect(await wire.refusal('POST', `/threads/${thread.id}/messages`, { role: 'user', content: 'x' })).toEqual({
      status: 400,
      message: `Can't add messages to ${thread.id} while a run ${run.id} is active.`,
      type: 'invalid_request_error',
      param: null,
      code: null,
    })
    expect(await wire.refusal('POST', runs, body)).toMatchObject({
      status: 400,
      message: `Thread ${thread.id} already has an active run ${run.id}.`,
    })
    expect(await wire.refusal('DELETE', `/threads/${thread.id}`)).toMatchObject({ status: 400, code: 'run_active' })
  })

  it('keeps only one of many that are created at once', async () => {
    const { body, thread } = await prepared()
    const gate = createGate()
    tapes.put([gate, stop])
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => wire.run(thread.id, body)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    gate.release()
  })

  it.each(['in_progress', 'requires_action'] as const)('can be cancelled while %s', async (status) => {
    const { body, runs, thread } = await prepared()
    const gate = createGate()
    tapes.put(status === 'in_progress' ? [text('Half'), gate, stop] : [...call(0, 'weather', '{}'), stopForCalls])
    const run = await wire.run(thread.id, body)
    if (status === 'in_progress') await gate.reached
    else await settled(run)
    expect(await wire.call<Run>('POST', `${runs}/${run.id}/cancel`)).toMatchObject({
      status: 'cancelling',
      cancelled_at: null,
    })
    const done = await settled(run)
    expect(done).toMatchObject({
      status: 'cancelled',
      required_action: null,
      cancelled_at: expect.any(Number) as number,
    })
    expect((await stepsOf(done)).data.map((step) => step.status)).toEqual(['cancelled'])
    if (status === 'in_progress') {
      const answer = (await messagesOf(thread.id)).data[1]
      expect(answer).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'run_cancelled' } })
    }
    expect(await wire.refusal('POST', `${runs}/${run.id}/cancel`)).toMatchObject({
      status: 400,
      message: `Cannot cancel run with status 'cancelled'.`,
    })
    await wire.message(thread.id)
  })

  it('is streamed to its end after a cancel from elsewhere', async () => {
    const { body, runs } = await prepared()
    const gate = createGate()
    tapes.put([text('Half'), gate, stop])
    const names: string[] = []
    for await (const { event, data } of wire.stream(runs, body)) {
      names.push(event)
      if (event === 'thread.message.delta') {
        await gate.reached
        const run = (await wire.call<List<Run>>('GET', runs)).data[0] as Run
        await wire.call('POST', `${runs}/${run.id}/cancel`)
      }
      if (event === 'thread.run.cancelled') expect(data).toMatchObject({ status: 'cancelled' })
    }
    expect(names.slice(-4)).toEqual([
      'thread.run.cancelling',
      'thread.message.incomplete',
      'thread.run.step.cancelled',
      'thread.run.cancelled',
    ])
  })

  it('expires when its time is over', async () => {
    const short = createTapes({ lifetimeSeconds: 1 })
    const brief = await startEmbedded(short.models)
    short.put([...call(0, 'weather', '{}'), stopForCalls])
    const assistant = await brief.assistant({ tools: [...tools] })
    const thread = await brief.thread()
    let run = await brief.run(thread.id, { assistant_id: assistant.id })
    while (run.status !== 'expired') {
      await turn()
      run = await brief.getRun(run)
    }
    expect(run.required_action).toBeNull()
    await brief.close()
  })

  it('goes on when the client that streams it goes away', async () => {
    const { body, runs } = await prepared()
    const gate = createGate()
    tapes.put([text('Half'), gate, text(' and whole.'), stop])
    let run: Run | undefined
    for await (const { event, data } of wire.stream(runs, body)) {
      if (event === 'thread.run.in_progress') run = data as Run
      if (event === 'thread.message.delta') break
    }
    gate.release()
    expect(await settled(run as Run)).toMatchObject({ status: 'completed' })
  })
})
