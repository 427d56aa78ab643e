import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collect } from '@/lib/backend/testing/wire'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { call, createTapes, cutOff, rateLimited, stop, stopForCalls, tapeUsage, text } from './testing/tapes'
import { messagesOf, prepareWeather, settled, stepsOf } from './testing/weather'

let tapes: ReturnType<typeof createTapes>
let wire: TestBackend

beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

const textOf = (message: Message | undefined) =>
  message?.content.map((part) => (part.type === 'text' ? part.text.value : '')).join('')

describe('a run that writes', () => {
  it('streams its events in the order that clients rely on', async () => {
    const { body, runs } = await prepareWeather(wire)
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
    const { body, runs, thread } = await prepareWeather(wire)
    tapes.put([text('Sun'), text('ny.'), stop])
    const events = await collect(wire.stream(runs, body))
    const last = (name: string) => events.findLast(({ event }) => event === name)?.data
    const run = last('thread.run.completed') as Run
    expect(await wire.getRun(run)).toEqual(run)
    expect(run).toMatchObject({ status: 'completed', usage: tapeUsage, expires_at: null, last_error: null })
    expect((await stepsOf(wire, run)).data).toEqual([last('thread.run.step.completed')])
    const messages = (await messagesOf(wire, thread.id)).data
    expect(messages[1]).toEqual(last('thread.message.completed'))
    expect(textOf(messages[1])).toBe('Sunny.')
  })

  it('stops as incomplete where the token limit cuts the answer', async () => {
    const { body, runs } = await prepareWeather(wire)
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
    const { body, runs } = await prepareWeather(wire)
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
    const { body, runs } = await prepareWeather(wire)
    tapes.put([new Error('/secret/path: undefined is not a function')])
    const events = await collect(wire.stream(runs, body))
    expect(events.at(-1)?.data).toMatchObject({ status: 'failed', last_error: { code: 'server_error' } })
    expect(JSON.stringify(events)).not.toContain('secret')
    expect(wire.reports.join()).toContain('secret')
  })
})

describe('a run that calls functions', () => {
  it('stops for them, takes all outputs at once and goes on', async () => {
    const { body, runs } = await prepareWeather(wire)
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
    expect((await stepsOf(wire, waiting)).data[0]).toMatchObject({ status: 'in_progress', type: 'tool_calls' })

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
    const steps = (await stepsOf(wire, done)).data
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
    const { body, runs } = await prepareWeather(wire)
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
    expect((await stepsOf(wire, run)).data.map(({ type }) => type)).toEqual([
      'tool_calls',
      'tool_calls',
      'message_creation',
    ])
  })

  it('writes first and calls then, one open step at a time', async () => {
    const { body, runs } = await prepareWeather(wire)
    tapes.put([text('Let me look.'), ...call(0, 'weather', '{}'), stopForCalls])
    const names = (await collect(wire.stream(runs, body))).map(({ event }) => event)
    expect(names.indexOf('thread.run.step.completed')).toBeLessThan(names.lastIndexOf('thread.run.step.created'))
    expect(names.at(-1)).toBe('thread.run.requires_action')
  })

  it('refuses outputs that are not those it waits for, and outputs that come at the wrong time', async () => {
    const { body, runs, thread } = await prepareWeather(wire)
    tapes.put([...call(0, 'weather', '{}'), ...call(1, 'weather', '{}'), stopForCalls])
    const run = await settled(wire, await wire.run(thread.id, body))
    const [a, b] = run.required_action!.submit_tool_outputs.tool_calls.map(({ id }) => id)
    const path = `${runs}/${run.id}/submit_tool_outputs`
    expect(await wire.refusal('POST', path, { tool_outputs: [{ tool_call_id: a, output: '' }] })).toMatchObject({
      status: 400,
      message: `Expected tool outputs for call_ids ['${a}', '${b}'], got ['${a}']`,
    })
    tapes.put([text('ok'), stop])
    const outputs = [a, b].map((id) => ({ tool_call_id: id, output: '' }))
    await wire.call('POST', path, { tool_outputs: outputs })
    const done = await settled(wire, run)
    expect(await wire.refusal('POST', path, { tool_outputs: outputs })).toMatchObject({
      status: 400,
      message: `Runs in status "${done.status}" do not accept tool outputs.`,
    })
  })
})
