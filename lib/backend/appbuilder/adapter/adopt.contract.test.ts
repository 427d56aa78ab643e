// Threads and runs that were begun elsewhere, as the pages see them.
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { call, createGate, createTapes, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import type { RunSummary, ThreadSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { readFrames } from '@/lib/protocol/sse'
import type { Step } from '@/lib/protocol/step'
import { emptyView, fold } from '@/lib/run/fold'
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

const sourcesIn = (log: string) => [...new Set([...log.matchAll(/"source":"(\w+)"/g)].map(([, source]) => source))]

const own = (path: string) => `/../api/connections/appbuilder${path}`
const call200 = <T>(path: string) => wire.call<T>('GET', path)
const function_ = { ...weather.function, parameters: { properties: { city: { type: 'string' } } } }

/** A log that is over. */
async function logOf(runId: string) {
  const { body } = await wire.send('GET', own(`/runs/${runId}/events`))
  if (!body) throw new Error('There is no log.')
  const log: LoggedEvent[] = []
  for await (const { event, data } of readFrames(body)) if (event !== 'done') log.push(JSON.parse(data) as LoggedEvent)
  return log
}

async function elsewhere() {
  const { assistants, threads } = face.client
  const { id: assistant_id } = await assistants.create({ name: 'a', tools: [{ function: function_ }] })
  const { id: thread_id } = await threads.create({ messages: [{ content: 'hello' }] })
  return { assistant_id, thread_id }
}

describe('a thread of elsewhere', () => {
  it('is in the index once the pages ask for it, with its messages and runs', async () => {
    const ids = await elsewhere()
    tapes.put([...call(0, 'get_weather', '{}'), stopForCalls], [text('26'), stop])
    const { runs, messages } = face.client.threads
    const waiting = await runs.run(ids)
    const tool_output = { tool_call_id: 'call_get_weather_0', output: 'x', run_id: waiting.id }
    const done = await runs.run({ ...ids, tool_output })
    for (let count = 0; count < 25; count += 1) await messages.create({ thread_id: ids.thread_id, content: 'more' })

    const { thread_id } = ids
    // The pages ask for several things at once.
    const [summary] = await Promise.all([
      call200<ThreadSummary>(own(`/threads/${thread_id}`)),
      call200(`/threads/${thread_id}/runs`),
      call200<ThreadSummary>(own(`/threads/${thread_id}`)),
    ])
    expect(summary).toMatchObject({ preview: 'hello', message_count: 27, last_run: { id: done.id } })
    const { data } = await call200<List<RunSummary>>(own('/runs'))
    expect(data).toMatchObject([
      {
        id: done.id,
        assistant_name: 'a',
        created_ms: done.created_at,
        ended_ms: done.completed_at,
        run: { status: 'completed' },
      },
    ])
    expect(data[0]?.run.started_at).toBe(Math.floor(done.created_at / 1000))
    const { data: steps } = await call200<List<Step>>(`/threads/${thread_id}/runs/${done.id}/steps?order=asc`)
    expect(steps.map(({ type }) => type)).toEqual(['tool_calls', 'message_creation'])
    expect(await call200(`/threads/${thread_id}/runs/${done.id}/steps/${steps[0]?.id}`)).toEqual(steps[0])
  })

  it('has of a run that nobody watched the log that its account can tell', async () => {
    const ids = await elsewhere()
    tapes.put([...call(0, 'get_weather', '{}'), stopForCalls], [text('26'), stop])
    const { runs } = face.client.threads
    const waiting = await runs.run(ids)
    const tool_output = { tool_call_id: 'call_get_weather_0', output: 'x', run_id: waiting.id }
    const done = await runs.run({ ...ids, tool_output })
    await call200(own(`/threads/${ids.thread_id}`))
    const log = await logOf(done.id)
    const { data: told } = await runs.steps.list({ thread_id: ids.thread_id, run_id: done.id, order: 'asc' })
    expect(log.map(({ event, source }) => `${event.slice('thread.run.'.length)} ${source}`)).toEqual([
      'created response',
      // When it left the queue nobody tells.
      'in_progress poll',
      'step.created response',
      'step.completed response',
      'step.created response',
      'step.completed response',
      'completed response',
    ])
    expect(log.map(({ at }) => at)).toEqual([
      done.created_at,
      // It was at work by the time of its first step.
      told[0]?.created_at,
      ...told.flatMap(({ created_at, completed_at }) => [created_at, completed_at]),
      done.completed_at,
    ])
    const view = fold(emptyView, log)
    const path = `/threads/${ids.thread_id}/runs/${done.id}`
    expect(view.run).toEqual(await call200<Run>(path))
    expect(view.steps).toEqual((await call200<List<Step>>(`${path}/steps?order=asc`)).data)
    expect(JSON.stringify(log[2]), 'what it was answered came later').toContain('"output":null')
  })

  it('whose run was over when an earlier version saw it, and has no log, gets one when it is looked at', async () => {
    const ids = await elsewhere()
    tapes.put([...call(0, 'get_weather', '{}'), stopForCalls], [text('26'), stop])
    const { runs } = face.client.threads
    const { id: run_id } = await runs.run(ids)
    await runs.run({ ...ids, tool_output: { tool_call_id: 'call_get_weather_0', output: 'x', run_id } })
    const path = `/threads/${ids.thread_id}/runs`
    const seen = await call200<List<Run>>(path)
    const [log, steps] = [await logOf(run_id), await call200<List<Step>>(`${path}/${run_id}/steps`)]
    const { folder } = wire
    await wire.stop()
    const database = new Libsql(sqliteFileIn(folder))
    database.exec('delete from events')
    database.close()
    wire = await startAdapter(face.face, { folder })
    expect(await logOf(run_id)).toEqual([])
    expect(await wire.call('POST', own(`/threads/${ids.thread_id}/compare`))).toEqual({ changed: true })
    expect(await logOf(run_id)).toEqual(log)
    expect(await call200(path)).toEqual(seen)
    expect(await call200(`${path}/${run_id}/steps`)).toEqual(steps)
    expect(await wire.call('POST', own(`/threads/${ids.thread_id}/compare`))).toEqual({ changed: false })
  })

  it('whose run is underway is followed from here on', async () => {
    const ids = await elsewhere()
    const gate = createGate()
    tapes.put([text('half'), gate, text(' and whole'), stop])
    const stream = await face.client.threads.runs.streamRun(ids)
    await stream.next()
    await gate.reached
    const statusThere = async () => (await face.client.threads.runs.list(ids)).data[0]?.status
    await expect.poll(statusThere).toBe('in_progress')
    const path = `/threads/${ids.thread_id}/runs`
    const { data } = await call200<List<Run>>(path)
    const id = data[0]?.id ?? ''
    await expect.poll(async () => (await call200<Run>(`${path}/${id}`)).status).toBe('in_progress')
    gate.release()
    const statusNow = async () => (await call200<Run>(`${path}/${id}`)).status
    await expect.poll(statusNow, { timeout: 5_000 }).toBe('completed')
    const words = await (await wire.send('GET', own(`/runs/${id}/events`))).text()
    expect(words).toContain('half and whole')
    expect(sourcesIn(words).sort(), 'nothing of it was seen as it happened').toEqual(['poll', 'response'])
    const log = await logOf(id)
    const { created_at, completed_at } = await face.client.threads.runs.query({ thread_id: ids.thread_id, run_id: id })
    const { data: listed } = await call200<List<RunSummary>>(own('/runs'))
    // PolledEvent at work, at some time since it was made: neither its creation nor its queueing was seen.
    expect(log[0]).toMatchObject({ event: 'thread.run.in_progress', source: 'poll', notBefore: created_at })
    expect(fold(emptyView, log).stages.map(({ status }) => status)).toEqual(['in_progress', 'completed'])
    expect(listed, 'the account’s own times').toMatchObject([{ created_ms: created_at, ended_ms: completed_at }])
    await stream.close()
  })

  it('whose run waits can be answered from here', async () => {
    const ids = await elsewhere()
    tapes.put([...call(0, 'get_weather', '{}'), stopForCalls], [text('26'), stop])
    const { id } = await face.client.threads.runs.run(ids)
    const path = `/threads/${ids.thread_id}/runs/${id}`
    await call200(own(`/threads/${ids.thread_id}`))
    await expect.poll(async () => (await call200<Run>(path)).status).toBe('requires_action')
    const tool_outputs = [{ tool_call_id: 'call_get_weather_0', output: 'sunny' }]
    await wire.call('POST', `${path}/submit_tool_outputs`, { tool_outputs })
    await expect.poll(async () => (await call200<Run>(path)).status).toBe('completed')
    expect(tapes.inputs[1]?.turns.at(-1)).toMatchObject({ calls: [{ output: 'sunny' }] })
  })

  it('whose assistant was deleted since is shown all the same', async () => {
    const ids = await elsewhere()
    tapes.put([text('hi'), stop])
    await face.client.threads.runs.run(ids)
    await face.client.assistants.delete(ids)
    await call200(own(`/threads/${ids.thread_id}`))
    const { data } = await call200<List<RunSummary>>(own('/runs'))
    expect(data).toMatchObject([{ assistant_name: null, run: { status: 'completed' } }])
  })

  it('that is nowhere is not found', async () => {
    expect(await wire.refusal('GET', own('/threads/thread_none'))).toMatchObject({ status: 404 })
  })
})
