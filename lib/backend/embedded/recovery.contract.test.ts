import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readFrames } from '@/lib/protocol/sse'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { emptyView, fold } from '@/lib/run/fold'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { call, createGate, createTapes, stop, stopForCalls, text } from './testing/tapes'

const tools = [{ type: 'function', function: { name: 'weather' } }] as const

let wire: TestBackend
let tapes: ReturnType<typeof createTapes>

beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

async function newRun(): Promise<Run> {
  const assistant = await wire.assistant({ tools: [...tools] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hi' }] })
  return wire.run(thread.id, { assistant_id: assistant.id })
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
  it('a run that was answering ends with a reason and what had arrived is kept', async () => {
    tapes.put([text('Half'), createGate(), stop])
    const run = await newRun()
    await logOf(run, ({ event }) => event === 'thread.message.delta')
    wire = await wire.restart(tapes.models)
    const events = await logOf(run)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    const view = fold(emptyView, events)
    expect(view.run).toMatchObject({ status: 'failed', last_error: { code: 'server_error' } })
    expect(view.messages[0]).toMatchObject({ status: 'incomplete', content: [{ text: { value: 'Half' } }] })
    expect(await wire.getRun(run)).toEqual(view.run)
    await wire.message(run.thread_id)
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
    const waiting = await wire.getRun(run)
    expect(waiting.status).toBe('requires_action')
    tapes.put([text('Warm.'), stop])
    const outputs = waiting.required_action!.submit_tool_outputs.tool_calls.map(({ id }) => ({
      tool_call_id: id,
      output: '20',
    }))
    await wire.call('POST', `/threads/${run.thread_id}/runs/${run.id}/submit_tool_outputs`, { tool_outputs: outputs })
    const events = await logOf(run)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    expect(fold(emptyView, events).run).toMatchObject({ status: 'completed' })
  })

  it('a run whose time is over is expired', async () => {
    const short = createTapes({ lifetimeSeconds: 1 })
    wire = await wire.restart(short.models)
    short.put([...call(0, 'weather', '{}'), stopForCalls])
    const run = await newRun()
    await logOf(run, ({ event }) => event === 'thread.run.requires_action')
    wire = await wire.restart(short.models)
    const events = await logOf(run)
    expect(events.slice(-2).map(({ event }) => event)).toEqual(['thread.run.step.expired', 'thread.run.expired'])
  })
})
