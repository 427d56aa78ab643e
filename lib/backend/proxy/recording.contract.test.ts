// What is recorded of runs and threads that pass, and of those that were begun elsewhere.
import { expect, it } from 'vitest'
import { call, createGate, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { collect } from '@/lib/backend/testing/wire'
import type { ExchangeList, WireExchange } from '@/lib/protocol/exchange'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import type { RunSummary, ThreadSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { readFrames } from '@/lib/protocol/sse'
import { emptyView, fold } from '@/lib/run/fold'
import { unseenOf } from '@/lib/run/unseen'
import { OTHER } from './testing/proxied'
import { startOverEmbedded } from './testing/start-over-embedded'

type Settings = Parameters<typeof startOverEmbedded>[0]

async function start(settings: Settings = {}) {
  const started = await startOverEmbedded(settings)
  const { there, wire } = started
  return {
    ...started,
    leave: () => started.answerInstead(() => new Response('{}', { status: 503 })),
    async logOf(runId: string) {
      const response = await wire().backend(new Request(`http://test/api/connections/${OTHER}/runs/${runId}/events`))
      const log: LoggedEvent[] = []
      if (!response.body) throw new Error('There is no log.')
      for await (const { event, data } of readFrames(response.body)) {
        if (event !== 'done') log.push(JSON.parse(data) as LoggedEvent)
      }
      return log
    },
    /** A thread at the other backend, with something said in it; none of that passes here. */
    async elsewhere(settingsOf: Parameters<typeof there.assistant>[0] = {}) {
      const { id: assistant_id } = await there.assistant({ name: 'theirs', ...settingsOf })
      const thread = await there.thread({ messages: [{ role: 'user', content: 'from elsewhere' }] })
      return { assistant_id, thread_id: thread.id }
    },
  }
}

it('a run begun elsewhere is opened by its id and watched once, however many look', async () => {
  const { tapes, there, asked, own, elsewhere } = await start({ sleep: () => new Promise(() => {}) })
  const { assistant_id, thread_id } = await elsewhere()
  const gate = createGate()
  tapes.put([text('half '), gate, text('whole'), stop])
  const run = await there.run(thread_id, { assistant_id })
  await gate.reached
  await expect.poll(async () => (await there.getRun(run)).status).toBe('in_progress')
  expect((await own(`/runs/${run.id}`)).status, 'its thread is not known').toBe(404)
  const look = () => own<RunSummary>(`/runs/${run.id}?thread_id=${thread_id}`)
  const looks = await Promise.all([look(), look(), look()])
  expect(looks.map(({ value }) => value.run.status)).toEqual(Array(3).fill('in_progress'))
  const path = `GET /threads/${thread_id}/runs/${run.id}`
  // One to know it, and one that begins to watch it.
  await expect.poll(() => asked.filter((line) => line === path).length).toBeLessThanOrEqual(2)
  const begin = asked.filter((line) => line === path).length
  await Promise.all([look(), look()])
  expect(asked.filter((line) => line === path)).toHaveLength(begin)
  gate.release()
})

it('a run begun elsewhere has a log of polls, each with the poll before', async () => {
  const { tapes, there, own, logOf, elsewhere } = await start()
  const { assistant_id, thread_id } = await elsewhere()
  const gate = createGate()
  tapes.put([text('half '), gate, text('whole'), stop])
  const run = await there.run(thread_id, { assistant_id })
  await gate.reached
  await own(`/runs/${run.id}?thread_id=${thread_id}`)
  const reading = logOf(run.id)
  gate.release()
  const view = fold(emptyView, await reading)
  expect(view.run).toEqual(await there.getRun(run))
  expect(unseenOf(view)).toMatchObject({ from: run.created_at * 1000 })
  expect(view.windows.length).toBeGreaterThan(0)
  expect(view.windows.every(({ notBefore, at }) => notBefore !== null && notBefore <= at)).toBe(true)
  expect(view.steps.map(({ status }) => status)).toEqual(['completed'])
  expect(view.messages).toMatchObject([{ content: [{ text: { value: 'half whole' } }] }])
  const thread = await own<ThreadSummary>(`/threads/${thread_id}`)
  expect(thread.value).toMatchObject({ preview: 'from elsewhere', message_count: 2 })
})

it('is taken up again by the next start', async () => {
  const { tapes, wire, logOf, restart } = await start()
  const gate = createGate()
  tapes.put([gate, text('whole'), stop])
  const { id: assistant_id } = await wire().assistant()
  const thread = await wire().thread()
  await wire().message(thread.id)
  const run = await wire().run(thread.id, { assistant_id })
  await gate.reached
  await restart()
  gate.release()
  expect((await logOf(run.id)).at(-1)).toMatchObject({ event: 'thread.run.completed', source: 'poll' })
})

it('what a stream has said until an ordered stop is kept', async () => {
  const { tapes, wire, logOf, restart } = await start()
  const gate = createGate()
  tapes.put([text('half '), gate, text('whole'), stop])
  const { id: assistant_id } = await wire().assistant()
  const thread = await wire().thread()
  await wire().message(thread.id)
  const events = wire().stream(`/threads/${thread.id}/runs`, { assistant_id })
  let run: Run | undefined
  for await (const { event, data } of events) {
    if (event === 'thread.run.created') run = data
    if (event === 'thread.message.delta') break
  }
  await restart()
  gate.release()
  const log = await logOf(run?.id ?? '')
  expect(log.find(({ event }) => event === 'thread.message.delta')).toMatchObject({ source: 'stream' })
  expect(log.at(-1)).toMatchObject({ event: 'thread.run.completed', source: 'poll' })
})

it('a run that was over before anybody here saw it has the log that its backend still tells', async () => {
  const { tapes, there, own, logOf, elsewhere } = await start()
  const { assistant_id, thread_id } = await elsewhere()
  tapes.put([text('whole'), stop])
  const [ended] = (await collect(there.stream(`/threads/${thread_id}/runs`, { assistant_id }))).slice(-1)
  const run = ended?.data as Run
  expect((await own(`/threads/${thread_id}`)).status).toBe(200)
  expect((await own<List<RunSummary>>('/runs')).value.data).toMatchObject([
    { id: run.id, run: { status: 'completed' } },
  ])
  await own(`/runs/${run.id}`)
  const view = fold(emptyView, await logOf(run.id))
  expect(view.run).toEqual(run)
  expect(view.stages.map(({ status }) => status)).toEqual(['queued', 'in_progress', 'completed'])
  expect(view.steps).toHaveLength(1)
  expect(view.windows.length).toBeGreaterThan(0)
})

it('what others said on a thread comes in when it is compared, each at its place', async () => {
  const { there, own, elsewhere, wire } = await start()
  const { thread_id } = await elsewhere()
  await own(`/threads/${thread_id}`)
  await there.message(thread_id, { content: 'two' })
  await wire().message(thread_id, { content: 'three' })
  const compare = () => own(`/threads/${thread_id}/compare`, { method: 'POST' })
  expect((await compare()).value).toEqual({ changed: true })
  expect((await compare()).value).toEqual({ changed: false })
  const told = (await wire().store.messages.history(thread_id)).map(({ id }) => id)
  const { data } = await there.call<List<{ id: string }>>('GET', `/threads/${thread_id}/messages?order=asc`)
  expect(told).toEqual(data.map(({ id }) => id))
})

it('a thread that is gone there is marked and stays; one that is deleted through here goes', async () => {
  const { there, own, elsewhere, wire } = await start()
  const first = await elsewhere()
  const second = await elsewhere()
  for (const { thread_id } of [first, second]) await own(`/threads/${thread_id}`)
  await there.call('DELETE', `/threads/${first.thread_id}`)
  await wire().call('DELETE', `/threads/${second.thread_id}`)
  expect(await wire().refusal('GET', `/threads/${first.thread_id}`)).toMatchObject({ status: 404 })
  const { value } = await own<List<ThreadSummary>>('/threads')
  expect(value.data.map(({ id }) => id)).toEqual([first.thread_id])
  expect(value.data[0]?.gone_ms).toBeGreaterThan(0)
  expect((await own<ThreadSummary>(`/threads/${first.thread_id}`)).value.gone_ms).toBeGreaterThan(0)
  expect(await wire().refusal('DELETE', `/threads/${first.thread_id}`)).toMatchObject({ status: 404 })
  expect((await own<List<ThreadSummary>>('/threads')).value.data).toEqual([])
  expect((await own('/threads/thread_none')).status).toBe(404)
})

it('a store that refuses breaks nothing that passes, and what passed is written when it takes it again', async () => {
  let isFull = false
  const { tapes, wire, own, logOf } = await start({
    inFront: (store) => ({
      ...store,
      transaction: (work) =>
        isFull ? Promise.reject(new Error('SQLITE_FULL: database or disk is full')) : store.transaction(work),
    }),
  })
  tapes.put([text('Sun'), text('ny.'), stop])
  const { id: assistant_id } = await wire().assistant()
  const thread = await wire().thread({ messages: [{ role: 'user', content: 'hello' }] })
  await own('/threads')
  isFull = true
  const events = await collect(wire().stream(`/threads/${thread.id}/runs`, { assistant_id }))
  const run = events.at(-1)?.data as Run
  expect(run.status).toBe('completed')
  await expect.poll(() => wire().reports.length).toBeGreaterThan(0)
  isFull = false
  await expect.poll(async () => (await own(`/runs/${run.id}`)).status).toBe(200)
  const log = await logOf(run.id)
  expect(log.map(({ event }) => event)).toEqual(events.map(({ event }) => event))
})

it('the wire of a run is noted without secrets, and its steps and calls come with its stream', async () => {
  const { tapes, wire, own } = await start()
  tapes.put([...call(0, 'get_weather', '{}'), stopForCalls], [text('Sunny.'), stop])
  const { id: assistant_id } = await wire().assistant({ tools: [weather] })
  const thread = await wire().thread()
  await wire().message(thread.id)
  const first = await collect(wire().stream(`/threads/${thread.id}/runs`, { assistant_id }))
  const waiting = first.at(-1)?.data as Run
  const calls = waiting.required_action?.submit_tool_outputs.tool_calls ?? []
  const tool_outputs = calls.map(({ id }) => ({ tool_call_id: id, output: 'sunny' }))
  const path = `/threads/${thread.id}/runs/${waiting.id}`
  const submit = new Request(`http://test/v1${path}/submit_tool_outputs?x=1`, {
    method: 'POST',
    body: JSON.stringify({ tool_outputs, stream: true }),
    headers: { 'content-type': 'application/json', authorization: 'Bearer secret-of-client', cookie: 'secret' },
  })
  await (await wire().toWire(submit)).text()
  await wire().getRun(waiting)
  const { value } = await own<ExchangeList>(`/runs/${waiting.id}/exchanges`)
  const mine = value.data.filter(({ asked_by }) => asked_by === 'client')
  expect(mine.map(({ method, path: at, answer }) => [method, at, answer?.status])).toEqual([
    ['POST', `/threads/${thread.id}/runs`, 200],
    ['POST', `${path}/submit_tool_outputs?x=1`, 200],
    ['GET', path, 200],
  ])
  const one = async (number = 0) => (await own<WireExchange>(`/runs/${waiting.id}/exchanges/${number}`)).value
  const [, outputs, last] = await Promise.all(mine.map(({ number }) => one(number)))
  expect(outputs?.request.text).toContain('sunny')
  expect(last?.answer?.text).toContain('"completed"')
  expect(mine.every(({ answer }) => answer && answer.end_ms !== null && answer.bytes > 0)).toBe(true)
  expect(JSON.stringify([value, outputs, last])).not.toContain('secret')
})

it('asks as often as it is told to', async () => {
  const { tapes, there, own, elsewhere, wire } = await start({ sleep: () => new Promise(() => {}) })
  const { assistant_id, thread_id } = await elsewhere()
  const gate = createGate()
  tapes.put([gate, stop])
  const run = await there.run(thread_id, { assistant_id })
  await gate.reached
  await own(`/runs/${run.id}?thread_id=${thread_id}`)
  await expect.poll(() => wire().pauses).toEqual([250])
  gate.release()
})

it('shows assistants as they are there, and as they were while nothing answers', async () => {
  const { there, own, leave } = await start()
  const made = await there.assistant({ name: 'theirs' })
  const list = async () => (await own<List<{ id: string }>>('/assistants')).value.data.map(({ id }) => id)
  expect(await list()).toEqual([made.id])
  leave()
  expect(await list()).toEqual([made.id])
  expect((await own<{ id: string }>(`/assistants/${made.id}`)).value.id).toBe(made.id)
})
