// Two instances over one PostgreSQL: a run belongs to neither.
import { expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import { readFrames } from '@/lib/protocol/sse'
import type { Run } from '@/lib/protocol/run'
import { emptyView, fold } from '@/lib/run/fold'
import { pendingCalls } from '@/lib/run/tool-calls'
import { startInstances } from './testing/instances'
import { call, createGate, createTapes, stop, stopForCalls, text } from './testing/tapes'
import { found, uploadText } from './testing/vector-stores'
import { tools } from './testing/weather'
import type { VectorStore } from '@/lib/protocol/vector-store'
import type { ReadChunks } from './vector-stores/indexer'

type Instance = Awaited<ReturnType<Awaited<ReturnType<typeof startInstances>>['open']>>

async function newRun(on: Instance): Promise<Run> {
  const assistant = await on.assistant({ tools })
  const thread = await on.thread({ messages: [{ role: 'user', content: 'hi' }] })
  return on.run(thread.id, { assistant_id: assistant.id })
}

/** The run's log as somebody who follows it there sees it. */
async function* follow(on: Instance, { id }: Run): AsyncGenerator<LoggedEvent> {
  const response = await on.send('GET', `/../api/connections/embedded/runs/${id}/events`)
  for await (const { event, data } of readFrames(response.body!)) {
    if (event === 'done') return
    yield JSON.parse(data) as LoggedEvent
  }
}

async function wholeLog(on: Instance, run: Run): Promise<readonly LoggedEvent[]> {
  const log: LoggedEvent[] = []
  for await (const event of follow(on, run)) log.push(event)
  return log
}

/** Nothing is missing, nothing is there twice, and what was streamed is what is stored. */
async function expectWhole(on: Instance, run: Run, log: readonly LoggedEvent[]) {
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
  expect(fold(emptyView, log).run?.status).toBe(await statusOf(on, run))
}

const statusOf = async (on: Instance, run: Run) => (await on.getRun(run)).status

const outputsFor = (run: Run) => ({
  tool_outputs: pendingCalls(run).map(({ id }) => ({ tool_call_id: id, output: '20' })),
})

const asks = [...call(0, 'get_weather', '{"city":"Bern"}'), stopForCalls]

it('watches, changes, answers and cancels a run on any instance, and on several at once', async () => {
  const tapes = createTapes()
  const { open, reports } = await startInstances(tapes.models)
  const [a, b] = [await open(), await open()]
  tapes.put([text('Let me look.'), ...asks], [text('It is '), text('20.'), stop])
  const run = await newRun(a)
  const [onA, onB] = [wholeLog(a, run), wholeLog(b, run)]
  await expect.poll(() => statusOf(b, run)).toBe('requires_action')
  await b.call('POST', `/threads/${run.thread_id}/runs/${run.id}`, { metadata: { by: 'b' } })
  const outputs = outputsFor(await b.getRun(run))
  const path = `/threads/${run.thread_id}/runs/${run.id}`
  const answers = await Promise.all([a, b, a].map((on) => on.send('POST', `${path}/submit_tool_outputs`, outputs)))
  // One has answered; the others were late.
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400])
  const [logA, logB] = [await onA, await onB]
  expect(logA).toEqual(logB)
  await expectWhole(a, run, logA)
  expect(await a.getRun(run)).toMatchObject({ status: 'completed', metadata: { by: 'b' } })
  expect(tapes.inputs).toHaveLength(2)

  const gate = createGate()
  tapes.put([text('Wait'), gate, stop])
  const long = await newRun(a)
  await gate.reached
  const cancelled = await Promise.all([a, b].map((on) => on.send('POST', cancelPath(long))))
  expect(cancelled.map(({ status }) => status).toSorted()).toEqual([200, 400])
  expect(await statusOf(a, long)).toBe('cancelled')
  expect(await statusOf(b, long)).toBe('cancelled')
  await expect.poll(() => tapes.inputs[2]?.signal.aborted).toBe(true)
  await expectWhole(b, long, await wholeLog(b, long))
  expect(reports).toEqual([])
})

const cancelPath = ({ thread_id, id }: Run) => `/threads/${thread_id}/runs/${id}/cancel`

it('hands over what an instance works on when it is closed, at once', async () => {
  const tapes = createTapes()
  const { open, reports } = await startInstances(tapes.models)
  const a = await open()
  const gate = createGate()
  tapes.put([text('Half an '), gate, stop], [text('A whole answer.'), stop])
  const run = await newRun(a)
  await gate.reached
  const b = await open()
  const followed = wholeLog(b, run)
  await a.close()
  await expectWhole(b, run, await followed)
  expect(await b.getRun(run)).toMatchObject({ status: 'completed' })
  // The half answer is closed, and asked for again.
  expect(tapes.inputs).toHaveLength(2)
  expect(reports).toEqual([])
})

it('takes up what a dead instance had, which may write no more should it live after all', async () => {
  const tapes = createTapes()
  const { open, letHeartbeatsRunOut } = await startInstances(tapes.models)
  const a = await open({ isSilent: true })
  const gate = createGate()
  tapes.put([text('Half an '), gate, text('late'), stop], [text('A whole answer.'), stop])
  const run = await newRun(a)
  await gate.reached
  const b = await open()
  const followed = wholeLog(b, run)
  await letHeartbeatsRunOut()
  const log = await followed
  gate.release()
  await expectWhole(b, run, log)
  expect(await b.getRun(run)).toMatchObject({ status: 'completed' })
  expect(await wholeLog(a, run)).toEqual(log)
})

it('expires a run that waits, though the instance that it came to wait on is gone', async () => {
  const tapes = createTapes({ lifetimeSeconds: 2 })
  const { open, reports } = await startInstances(tapes.models)
  const a = await open()
  tapes.put(asks)
  const run = await newRun(a)
  await expect.poll(() => statusOf(a, run)).toBe('requires_action')
  const b = await open()
  await a.close()
  await expectWhole(b, run, await wholeLog(b, run))
  expect(await b.getRun(run)).toMatchObject({ status: 'expired' })
  expect(reports).toEqual([])
})

it('indexes a file on one instance, and on another where that one is closed before the end', async () => {
  const { open, reports } = await startInstances(createTapes().models)
  const reads: { readonly by: string; readonly name: string }[] = []
  const gate = createGate()
  const readBy =
    (by: string) =>
    (read: ReadChunks): ReadChunks =>
    async (file, options) => {
      reads.push({ by, name: file.filename })
      if (file.filename === 'long.txt' && by === 'a') await gate.pass(options.signal)
      return read(file, options)
    }
  const a = await open({ reading: readBy('a') })
  const long = await uploadText(a, 'long.txt', 'A long text about violets.')
  const { id } = await a.call<VectorStore>('POST', '/vector_stores', { file_ids: [long] })
  await gate.reached
  const b = await open({ reading: readBy('b') })
  const file_ids = await Promise.all(['1', '2', '3'].map((name) => uploadText(b, `${name}.txt`, `Text ${name}.`)))
  await b.call('POST', `/vector_stores/${id}/file_batches`, { file_ids })
  const statusOf = async () => (await b.call<VectorStore>('GET', `/vector_stores/${id}`)).file_counts
  await expect.poll(statusOf).toMatchObject({ completed: 3, in_progress: 1 })
  await a.close()
  await expect.poll(statusOf).toMatchObject({ completed: 4, total: 4 })
  expect(reads.map(({ name }) => name).toSorted()).toEqual(['1.txt', '2.txt', '3.txt', 'long.txt', 'long.txt'])
  expect(await found(b, id, { query: 'violets' })).toHaveLength(1)
  expect(reports).toEqual([])
})

it('leaves a run that waits for a place to an instance that has one', async () => {
  const tapes = createTapes()
  const { open, reports } = await startInstances(tapes.models)
  const a = await open({ concurrency: 1 })
  const gate = createGate()
  tapes.put([gate, text('First'), stop], [text('Second'), stop])
  const first = await newRun(a)
  await gate.reached
  const second = await newRun(a)
  await expect.poll(async () => (await a.jobs.counts()).find(({ state }) => state === 'active')?.count).toBe(2)
  const b = await open({ concurrency: 1 })
  await expect.poll(() => statusOf(b, second)).toBe('completed')
  expect(await statusOf(a, first)).toBe('in_progress')
  gate.release()
  await expect.poll(() => statusOf(b, first)).toBe('completed')
  expect(reports).toEqual([])
})
