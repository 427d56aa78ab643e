import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askUntil } from '@/lib/backend/testing/ask-until'
import type { List } from '@/lib/protocol/list'
import type { DamagedRow } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import { changeDatabase } from './testing/change-database'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { call, createGate, createTapes, stop, stopForCalls, text } from './testing/tapes'
import { messagesOf, prepareWeather, settled, turn } from './testing/weather'

const nonsense = ['0', '999999', "cast(x'62ff' as text)"]

let tapes: ReturnType<typeof createTapes>
let wire: TestBackend

beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

/** In the run's first or last batch of events. */
const hurt = (run: Run, where: 'min' | 'max', value: string) =>
  changeDatabase(
    wire.folder,
    `update events set last_seq = ${value} where run_id = '${run.id}'
    and first_seq = (select ${where}(first_seq) from events where run_id = '${run.id}')`,
  )

async function answeringRun(): Promise<Run> {
  const { body, thread } = await prepareWeather(wire)
  tapes.put([text('Half'), createGate(), stop])
  const run = await wire.run(thread.id, body)
  while ((await messagesOf(wire, thread.id)).data.length < 2) await turn()
  return run
}

async function waitingRun(): Promise<Run> {
  const { body, thread } = await prepareWeather(wire)
  tapes.put([...call(0, 'weather', '{}'), stopForCalls])
  return settled(wire, await wire.run(thread.id, body))
}

const ended = (run: Run): Promise<Run> =>
  askUntil(
    () => wire.getRun(run),
    ({ status }) => isTerminal(status),
  )

const toldOf = async (run: Run) =>
  (await wire.call<List<DamagedRow>>('GET', '/../api/connections/embedded/damaged')).data.filter(
    ({ id }) => id === run.id,
  )

describe.each(nonsense)('a run whose log says that it ends at %s', (value) => {
  it.each([
    ['answers', answeringRun],
    ['waits for outputs', waitingRun],
  ])('and that %s, ends in words at the next start, and its thread is free', async (_, begin) => {
    const run = await begin()
    await hurt(run, 'max', value)
    tapes.put([text('Whole'), stop])
    wire = await wire.restart(tapes.models)
    const end = await ended(run)
    expect(end).toMatchObject({
      status: 'failed',
      last_error: { message: expect.stringContaining('damaged') as string },
    })
    const { data } = await messagesOf(wire, run.thread_id)
    expect(data.map(({ status }) => status)).not.toContain('in_progress')
    await wire.message(run.thread_id)
    expect(await toldOf(run)).toMatchObject([{ table: 'events', reason: 'wrong_column' }])
    // Nobody tries again.
    expect(wire.reports).toEqual([])
  })

  it('or that one of its pieces does, goes on: each event says its number itself', async () => {
    const run = await answeringRun()
    await hurt(run, 'min', value)
    tapes.put([text('Whole'), stop])
    wire = await wire.restart(tapes.models)
    expect(await ended(run)).toMatchObject({ status: 'completed' })
    expect(await toldOf(run)).toMatchObject([{ table: 'events', reason: 'wrong_column' }])
  })
})

it('a run whose log is hurt while it answers ends in words', async () => {
  const { body, thread } = await prepareWeather(wire)
  const gate = createGate()
  tapes.put([text('Half'), gate, text(' and all'), stop])
  const run = await wire.run(thread.id, body)
  while ((await messagesOf(wire, thread.id)).data.length < 2) await turn()
  await hurt(run, 'max', '999999')
  gate.release()
  wire = await wire.restart(tapes.models)
  expect(await ended(run)).toMatchObject({ status: 'failed' })
})
