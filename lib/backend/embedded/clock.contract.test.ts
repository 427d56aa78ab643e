import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import { readFrames } from '@/lib/protocol/sse'
import type { Run } from '@/lib/protocol/run'
import { LIFETIME_SECONDS } from '@/lib/run/new-run'
import { pendingCalls } from '@/lib/run/tool-calls'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { call, createGate, createTapes, rateLimited, stop, stopForCalls, text, type Gate } from './testing/tapes'
import { messagesOf, prepareWeather, settled, stepsOf, turn } from './testing/weather'

const HOUR = 3_600_000
const LATE_IN_A_SECOND = 700
const LIFETIME_MS = LIFETIME_SECONDS * 1_000

let now: number
let tapes: ReturnType<typeof createTapes>
let wire: TestBackend

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1, 12) + LATE_IN_A_SECOND
  tapes = createTapes()
  wire = await startEmbedded(tapes.models, { clock: () => now })
})
afterEach(() => wire.close())

async function logOf(run: Run): Promise<LoggedEvent[]> {
  const response = await wire.send('GET', `/../api/connections/embedded/runs/${run.id}/events`)
  const events: LoggedEvent[] = []
  for await (const { event, data } of readFrames(response.body!)) {
    if (event !== 'done') events.push(JSON.parse(data) as LoggedEvent)
  }
  return events
}

/** Moments and numbers of a log go up, whatever the clock did. */
async function expectLogInOrder(run: Run) {
  const log = await logOf(run)
  const moments = log.map(({ at }) => at)
  expect(moments).toEqual(moments.toSorted((a, b) => a - b))
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
}

async function answer(run: Run) {
  const tool_outputs = pendingCalls(run).map(({ id }) => ({ tool_call_id: id, output: '20' }))
  await wire.call('POST', `/threads/${run.thread_id}/runs/${run.id}/submit_tool_outputs`, { tool_outputs })
}

/** The moments of an object that its end brought, none of which may be before its birth. */
function expectInOrder(objects: readonly object[]) {
  for (const object of objects as Record<string, unknown>[]) {
    const moments = Object.entries(object).filter(([name, value]) => name.endsWith('_at') && value !== null)
    for (const [name, value] of moments) expect(value, name).toBeGreaterThanOrEqual(object.created_at as number)
    expect(moments.length, 'moments besides the birth').toBeGreaterThan(1)
  }
}

describe('a clock that is set back', () => {
  const ends: Readonly<Record<string, (run: Run, gate: Gate) => Promise<unknown> | void>> = {
    completed: (_, gate) => gate.release(),
    cancelled: (run) => wire.call('POST', `/threads/${run.thread_id}/runs/${run.id}/cancel`),
  }

  it.each(Object.keys(ends))('puts nothing of a run that is %s before what came earlier', async (status) => {
    const { body, thread } = await prepareWeather(wire)
    const gate = createGate()
    tapes.put([text('Half'), gate, text(' and all'), stop])
    const run = await wire.run(thread.id, body)
    await gate.reached
    now -= HOUR
    await ends[status]!(run, gate)
    const end = await settled(wire, run)
    expect(end.status).toBe(status)
    const { data: messages } = await messagesOf(wire, thread.id)
    const { data: steps } = await stepsOf(wire, run)
    expectInOrder([end, ...steps, ...messages.filter(({ run_id }) => run_id === run.id)])
    await expectLogInOrder(run)
  })

  it('puts neither outputs nor what comes of them before the calls', async () => {
    const { body, thread } = await prepareWeather(wire)
    tapes.put([...call(0, 'weather', '{}'), stopForCalls], [text('Half'), rateLimited])
    const run = await settled(wire, await wire.run(thread.id, body))
    now -= HOUR
    await answer(run)
    const end = await settled(wire, run)
    expect(end.status).toBe('failed')
    expectInOrder([end, ...(await stepsOf(wire, run)).data])
    await expectLogInOrder(run)
  })

  it('and a restart after it put nothing of a run before what came earlier', async () => {
    const { body, thread } = await prepareWeather(wire)
    const gate = createGate()
    tapes.put([text('Half'), gate, stop])
    const run = await wire.run(thread.id, body)
    await gate.reached
    now -= HOUR
    tapes.put([text('Whole'), stop])
    wire = await wire.restart(tapes.models)
    const end = await settled(wire, run)
    expectInOrder([end, ...(await stepsOf(wire, run)).data])
    await expectLogInOrder(run)
  })
})

describe('a run whose time is up while no timer has noticed', () => {
  async function waiting() {
    const { body, runs, thread } = await prepareWeather(wire)
    tapes.put([...call(0, 'weather', '{}'), stopForCalls])
    const run = await settled(wire, await wire.run(thread.id, body))
    const calls = pendingCalls(run).map(({ id }) => ({ tool_call_id: id, output: '20' }))
    return { run, runs, outputs: { tool_outputs: calls } }
  }

  it('takes no outputs and is expired', async () => {
    const { run, runs, outputs } = await waiting()
    now += LIFETIME_MS
    expect(await wire.refusal('POST', `${runs}/${run.id}/submit_tool_outputs`, outputs)).toMatchObject({
      status: 400,
      message: 'Runs in status "expired" do not accept tool outputs.',
    })
    expect(await wire.getRun(run)).toMatchObject({ status: 'expired' })
    expect((await wire.call<List<Run>>('GET', runs)).data).toMatchObject([{ status: 'expired' }])
    expect(tapes.inputs).toHaveLength(1)
    await wire.message(run.thread_id)
  })

  it('is expired when it is to be cancelled', async () => {
    const { run, runs } = await waiting()
    now += LIFETIME_MS
    expect(await wire.refusal('POST', `${runs}/${run.id}/cancel`)).toMatchObject({
      status: 400,
      message: "Cannot cancel run with status 'expired'.",
    })
    expect(await wire.getRun(run)).toMatchObject({ status: 'expired' })
  })

  it('is expired by the next word of its answer', async () => {
    const { body, thread } = await prepareWeather(wire)
    const gate = createGate()
    tapes.put([text('In time'), gate, text(', and not'), stop])
    const run = await wire.run(thread.id, body)
    while ((await messagesOf(wire, thread.id)).data.length < 2) await turn()
    now += 24 * HOUR
    gate.release()
    expect(await settled(wire, run)).toMatchObject({ status: 'expired' })
    const { data } = await messagesOf(wire, thread.id)
    expect(data.at(-1)).toMatchObject({ status: 'incomplete', content: [{ text: { value: 'In time' } }] })
  })

  it('has its ten minutes to the millisecond, and none ends before the second of expires_at', async () => {
    const { run, runs, outputs } = await waiting()
    expect(run.expires_at).toBe(run.created_at + LIFETIME_MS / 1000)
    now += LIFETIME_MS - 1
    expect(now).toBeGreaterThan(run.expires_at! * 1000)
    tapes.put([text('Warm.'), stop])
    await wire.call('POST', `${runs}/${run.id}/submit_tool_outputs`, outputs)
    expect(await settled(wire, run)).toMatchObject({ status: 'completed' })
  })
})
