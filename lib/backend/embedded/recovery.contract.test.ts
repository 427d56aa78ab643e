import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readFrames } from '@/lib/protocol/sse'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import { emptyView, fold } from '@/lib/run/fold'
import { replacedSteps } from '@/lib/run/replaced-steps'
import { pendingCalls } from '@/lib/run/tool-calls'
import type { ModelChunk, ModelRegistry } from '@/lib/backend/models/model'
import type { Store } from '@/lib/backend/store/store'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { call, createGate, createTapes, rateLimited, stop, stopForCalls, text } from './testing/tapes'

const tools = [{ type: 'function', function: { name: 'weather' } }] as const

let wire: TestBackend
let tapes: ReturnType<typeof createTapes>

beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

async function newRun(settings: Partial<CreateRunBody> = {}): Promise<Run> {
  const assistant = await wire.assistant({ tools: [...tools] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hi' }] })
  return wire.run(thread.id, { assistant_id: assistant.id, ...settings })
}

/** A run whose answer has begun with a word and stands still. */
async function interruptedRun(word: ModelChunk, settings: Partial<CreateRunBody> = {}): Promise<Run> {
  tapes.put([word, createGate(), stop])
  const run = await newRun(settings)
  await logOf(run, ({ event }) => event === 'thread.message.delta')
  return run
}

/** A process that is killed does not come to note that it ends. */
const killed = (store: Store): Store => ({ ...store, runs: { ...store.runs, forgetStarts: async () => undefined } })

async function answer(run: Run) {
  const calls = pendingCalls(await wire.getRun(run))
  await wire.call('POST', `/threads/${run.thread_id}/runs/${run.id}/submit_tool_outputs`, {
    tool_outputs: calls.map(({ id }) => ({ tool_call_id: id, output: '20' })),
  })
}

/** The run's log, followed to its end. */
async function logOf(run: Run, isEnough: (event: LoggedEvent) => boolean = () => false): Promise<LoggedEvent[]> {
  const response = await wire.send('GET', `/../api/connections/embedded/runs/${run.id}/events`)
  if (!response.body) throw new Error('The log has no body.')
  const events: LoggedEvent[] = []
  for await (const { event, data } of readFrames(response.body)) {
    if (event === 'done') break
    const entry = JSON.parse(data) as LoggedEvent
    events.push(entry)
    if (isEnough(entry)) break
  }
  return events
}

describe('after a restart', () => {
  it('a run that was answering is asked again, and half an answer is kept as replaced', async () => {
    const run = await interruptedRun(text('Half'))
    const told = await logOf(run, ({ event }) => event === 'thread.message.delta')
    tapes.put([text('Whole'), stop])
    wire = await wire.restart(tapes.models)
    const events = await logOf(run)
    expect(events.slice(0, told.length)).toEqual(told)
    expect(events.slice(told.length).map(({ event }) => event)).toEqual([
      'thread.message.incomplete',
      'thread.run.step.failed',
      'thread.run.step.created',
      'thread.run.step.in_progress',
      'thread.message.created',
      'thread.message.in_progress',
      'thread.message.delta',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ])
    const view = fold(emptyView, events)
    expect(view.messages).toMatchObject([
      { status: 'incomplete', incomplete_details: { reason: 'run_failed' }, content: [{ text: { value: 'Half' } }] },
      { status: 'completed', content: [{ text: { value: 'Whole' } }] },
    ])
    expect(view.steps[0]).toMatchObject({
      status: 'failed',
      last_error: { code: 'server_error', message: expect.stringContaining('asked again') as string },
    })
    expect([...replacedSteps(view.steps)]).toEqual([view.steps[0]!.id])
    expect(await wire.getRun(run)).toEqual(view.run)
    const { data } = await wire.call<List<Message>>('GET', `/threads/${run.thread_id}/messages`)
    expect(data.slice(0, 2)).toEqual(view.messages.toReversed())
  })

  it('no model reads what was replaced, neither in that run nor later', async () => {
    const run = await interruptedRun(text('Half'), { truncation_strategy: { type: 'last_messages', last_messages: 1 } })
    tapes.put([text('Whole'), stop], [text('Next'), stop])
    wire = await wire.restart(tapes.models)
    await logOf(run)
    await wire.message(run.thread_id)
    await logOf(await wire.run(run.thread_id, { assistant_id: run.assistant_id }))
    const heard = tapes.inputs.slice(1).map(({ turns }) => turns.map((turn) => turn.role))
    expect(heard).toEqual([['user'], ['user', 'assistant', 'user']])
    expect(JSON.stringify(tapes.inputs)).not.toContain('Half')
  })

  it('half a call is asked for again as well, behind the calls that were answered', async () => {
    tapes.put(
      [...call(0, 'weather', '{}'), stopForCalls],
      [...call(0, 'weather', '{"half'), createGate(), stopForCalls],
    )
    const run = await newRun()
    await logOf(run, ({ event }) => event === 'thread.run.requires_action')
    await answer(run)
    await logOf(run, ({ data }) => JSON.stringify(data).includes('half'))
    tapes.put([text('Whole'), stop])
    wire = await wire.restart(tapes.models)
    const view = fold(emptyView, await logOf(run))
    expect(view.run).toMatchObject({ status: 'completed', usage: { total_tokens: 50 } })
    expect(view.steps.map(({ type, status }) => [type, status])).toEqual([
      ['tool_calls', 'completed'],
      ['tool_calls', 'failed'],
      ['message_creation', 'completed'],
    ])
    expect(tapes.inputs.at(-1)?.turns.map(({ role }) => role)).toEqual(['user', 'calls'])
  })

  it('half an answer that nothing takes the place of ends as the run does', async () => {
    const run = await interruptedRun(text('Half'))
    tapes.put([rateLimited])
    wire = await wire.restart(tapes.models)
    const view = fold(emptyView, await logOf(run))
    expect(view.run).toMatchObject({ status: 'failed', last_error: { code: 'rate_limit_exceeded' } })
    expect(view.messages).toMatchObject([{ status: 'incomplete', content: [{ text: { value: 'Half' } }] }])
    expect([...replacedSteps(view.steps)]).toEqual([])
  })

  it('a run that three starts have found at work is not taken up a fourth time, and says so', async () => {
    await wire.close()
    wire = await startEmbedded(tapes.models, { inFront: killed })
    const run = await interruptedRun(text('Half'))
    for (let starts = 1; starts <= 3; starts += 1) {
      const gate = createGate()
      tapes.put([gate, stop])
      wire = await wire.restart(tapes.models)
      await gate.reached
    }
    wire = await wire.restart(tapes.models)
    const view = fold(emptyView, await logOf(run))
    expect(view.run).toMatchObject({
      status: 'failed',
      last_error: { message: expect.stringMatching(/^The server was started 3 times while/) as string },
    })
    expect(view.messages).toMatchObject([{ status: 'incomplete', content: [{ text: { value: 'Half' } }] }])
    expect(tapes.inputs).toHaveLength(4)
    await wire.message(run.thread_id)
  })

  it('a run that is found at work by any number of starts goes on where each was stopped in order', async () => {
    const run = await interruptedRun(text('Half'))
    for (let starts = 1; starts <= 5; starts += 1) {
      const gate = createGate()
      tapes.put([gate, stop])
      wire = await wire.restart(tapes.models)
      await gate.reached
    }
    tapes.put([text('Whole'), stop])
    wire = await wire.restart(tapes.models)
    expect(fold(emptyView, await logOf(run)).run).toMatchObject({ status: 'completed', last_error: null })
  })

  it('a run that is queued behind others may be found by any number of starts, however they ended', async () => {
    await wire.close()
    const waiting: ModelRegistry = {
      ...tapes.models,
      find: (name) => ({ ...tapes.models.find(name), queueMs: 3_600_000 }),
    }
    wire = await startEmbedded(waiting, { inFront: killed })
    const run = await newRun()
    for (let starts = 1; starts <= 5; starts += 1) wire = await wire.restart(waiting)
    expect((await wire.getRun(run)).status).toBe('queued')
    tapes.put([text('Whole'), stop])
    wire = await wire.restart(tapes.models)
    expect(fold(emptyView, await logOf(run)).run).toMatchObject({ status: 'completed' })
  })

  it('a run that waits may be found by any number of starts', async () => {
    tapes.put([...call(0, 'weather', '{}'), stopForCalls])
    const run = await newRun()
    await logOf(run, ({ event }) => event === 'thread.run.requires_action')
    for (let starts = 1; starts <= 5; starts += 1) wire = await wire.restart(tapes.models)
    tapes.put([text('Warm.'), createGate()], [text('Warmer.'), stop])
    await answer(run)
    await logOf(run, ({ event }) => event === 'thread.message.delta')
    wire = await wire.restart(tapes.models)
    expect(fold(emptyView, await logOf(run)).run).toMatchObject({ status: 'completed' })
  })

  it('a run of whose turn nothing was seen goes on', async () => {
    const gate = createGate()
    tapes.put([gate, stop])
    const run = await newRun()
    await gate.reached
    await logOf(run, ({ event }) => event === 'thread.run.in_progress')
    tapes.put([text('Whole'), stop])
    wire = await wire.restart(tapes.models)
    const view = fold(emptyView, await logOf(run))
    expect(view.run?.status).toBe('completed')
    expect(view.stages.map(({ status }) => status)).toEqual(['queued', 'in_progress', 'completed'])
  })

  it('a run that waits for its caller still waits, and goes on with the outputs', async () => {
    tapes.put([...call(0, 'weather', '{}'), stopForCalls])
    const run = await newRun()
    await logOf(run, ({ event }) => event === 'thread.run.requires_action')
    wire = await wire.restart(tapes.models)
    expect((await wire.getRun(run)).status).toBe('requires_action')
    tapes.put([text('Warm.'), stop])
    await answer(run)
    const events = await logOf(run)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    expect(fold(emptyView, events).run).toMatchObject({ status: 'completed' })
  })

  it('a run whose time is over is expired', async () => {
    let laterMs = 0
    await wire.close()
    wire = await startEmbedded(tapes.models, { clock: () => Date.now() + laterMs })
    tapes.put([...call(0, 'weather', '{}'), stopForCalls])
    const run = await newRun()
    await logOf(run, ({ event }) => event === 'thread.run.requires_action')
    laterMs = 3_600_000
    wire = await wire.restart(tapes.models)
    const events = await logOf(run)
    expect(events.slice(-2).map(({ event }) => event)).toEqual(['thread.run.step.expired', 'thread.run.expired'])
  })
})
