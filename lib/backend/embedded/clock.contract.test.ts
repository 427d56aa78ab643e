import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import { readFrames } from '@/lib/protocol/sse'
import type { Run } from '@/lib/protocol/run'
import { pendingCalls } from '@/lib/run/tool-calls'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { call, createGate, createTapes, stop, stopForCalls, text, type Gate } from './testing/tapes'
import { messagesOf, prepareWeather, settled, stepsOf } from './testing/weather'

const HOUR = 3_600_000

let now: number
let tapes: ReturnType<typeof createTapes>
let wire: TestBackend

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1, 12)
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
    const moments = (await logOf(run)).map(({ at }) => at)
    expect(moments).toEqual(moments.toSorted((a, b) => a - b))
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
    const moments = (await logOf(run)).map(({ at }) => at)
    expect(moments).toEqual(moments.toSorted((a, b) => a - b))
  })
})

describe('a run whose time is up while no timer has noticed', () => {
  it('takes no outputs and is expired', async () => {
    const { body, runs, thread } = await prepareWeather(wire)
    tapes.put([...call(0, 'weather', '{}'), stopForCalls])
    const run = await settled(wire, await wire.run(thread.id, body))
    now = run.expires_at! * 1000
    const outputs = pendingCalls(run).map(({ id }) => ({ tool_call_id: id, output: '20' }))
    const submit = `${runs}/${run.id}/submit_tool_outputs`
    expect(await wire.refusal('POST', submit, { tool_outputs: outputs })).toMatchObject({
      status: 400,
      message: 'Runs in status "expired" do not accept tool outputs.',
    })
    expect(await wire.getRun(run)).toMatchObject({ status: 'expired' })
    expect((await wire.call<List<Run>>('GET', runs)).data).toMatchObject([{ status: 'expired' }])
    expect(tapes.inputs).toHaveLength(1)
    await wire.message(thread.id)
  })
})
