// Two instances over one PostgreSQL before one backend: a run that passes is followed by one of them, and its list of
// threads is read by one.
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { ThreadIndex } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { emptyView, fold } from '@/lib/run/fold'
import { pendingCalls } from '@/lib/run/tool-calls'
import { call, createGate, createTapes, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { startProxiedInstances } from './testing/proxied-instances'

type Instance = Awaited<ReturnType<Awaited<ReturnType<typeof startProxiedInstances>>['open']>>

/** Begins a run whose stream passes the instance. `until` resolves at the first frame of that event. */
async function streamOn(on: Instance) {
  const { id: assistant_id } = await on.assistant({ tools: [weather] })
  const thread = await on.thread({ messages: [{ role: 'user', content: 'hi' }] })
  const events = on.stream(`/threads/${thread.id}/runs`, { assistant_id })
  let run: Run | undefined
  return {
    async until(name: string) {
      for (;;) {
        const { value, done } = await events.next()
        if (done) throw new Error(`There was no ${name}.`)
        if (value.event.startsWith('thread.run.') && !value.event.includes('step')) run = value.data as Run
        if (value.event === name) return run!
      }
    },
    /** What comes goes on to pass. */
    drain: async () => {
      for await (const _ of events);
    },
  }
}

async function wholeLog(on: Instance, { id }: Run) {
  const log: LoggedEvent[] = []
  for await (const event of on.follow(id)) log.push(event)
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
  return log
}

const textOf = (log: readonly LoggedEvent[]) =>
  fold(emptyView, log)
    .messages.flatMap(({ content }) => content)
    .map((part) => (part.type === 'text' ? part.text.value : ''))
    .join('|')

const attemptOf = async ({ store }: Instance, { id }: Run) => (await store.runs.row(id))?.attempt

it('is written by the one that its stream passes, whoever looks at it, and by another where that one ends', async () => {
  const tapes = createTapes()
  const { open, reports, letHeartbeatsRunOut } = await startProxiedInstances(tapes.models)
  const [a, b] = [await open({ isSilent: true }), await open()]
  const gate = createGate()
  tapes.put([text('half '), gate, text('whole'), stop])
  const stream = await streamOn(a)
  const run = await stream.until('thread.message.delta')
  const draining = stream.drain()
  // Others who see the run leave it where it is, be it stored yet or not.
  await b.getRun(run)
  await b.call('GET', `/threads/${run.thread_id}/runs`)
  await expect.poll(async () => textOf(await b.store.events.after(run.id, 0, 100))).toBe('half ')
  const onB = wholeLog(b, run)
  expect(await attemptOf(b, run)).toBe(1)

  // It is not to take back what is taken from it.
  a.jobs.drain()
  await letHeartbeatsRunOut()
  await expect.poll(() => attemptOf(b, run), { timeout: 10_000 }).toBe(2)
  gate.release()
  await draining
  const log = await onB
  expect(log.at(-1)).toMatchObject({ event: 'thread.run.completed', source: 'poll' })
  expect(log.find(({ event }) => event === 'thread.message.delta')).toMatchObject({ source: 'stream' })
  expect(textOf(log)).toBe('half whole')
  expect(await wholeLog(a, run)).toEqual(log)
  expect(reports).toEqual([])
})

it('goes on where its next stream passes, with what another instance has seen of it until then', async () => {
  const tapes = createTapes()
  const { open, reports } = await startProxiedInstances(tapes.models)
  const [a, b] = [await open(), await open()]
  tapes.put([...call(0, 'get_weather', '{}'), stopForCalls], [text('It is '), text('20.'), stop])
  const stream = await streamOn(a)
  const run = await stream.until('thread.run.requires_action')
  const tool_outputs = pendingCalls(run).map(({ id }) => ({ tool_call_id: id, output: '20' }))
  // Whoever answers need not wait for the end of what passed elsewhere.
  for await (const _ of b.stream(`/threads/${run.thread_id}/runs/${run.id}/submit_tool_outputs`, { tool_outputs }));
  await stream.drain()
  await expect.poll(async () => (await a.store.runs.get(run.id))?.status).toBe('completed')
  const log = await wholeLog(a, run)
  expect(log).toEqual(await wholeLog(b, run))
  expect(log.map(({ source }) => source)).toEqual(log.map(() => 'stream'))
  expect(log.filter(({ event }) => event === 'thread.run.requires_action')).toHaveLength(1)
  expect(textOf(log)).toBe('It is 20.')
  expect(await attemptOf(a, run)).toBe(2)

  // What is done to a run by another instance stands at its moment in the log of the one that follows it.
  tapes.put([text('half '), createGate()])
  const long = await streamOn(a)
  const cancelled = await long.until('thread.message.delta')
  const draining = long.drain()
  await expect.poll(async () => textOf(await b.store.events.after(cancelled.id, 0, 100))).toBe('half ')
  await b.call('POST', `/threads/${cancelled.thread_id}/runs/${cancelled.id}/cancel`)
  await draining
  const last = await wholeLog(b, cancelled)
  expect(last.at(-1)).toMatchObject({ event: 'thread.run.cancelled', source: 'stream' })
  expect(await attemptOf(a, cancelled)).toBe(1)
  expect(reports).toEqual([])
})

const HOUR_MS = 3_600_000

it('has its list of threads read by one, and by another where that one ends or somebody wants it stopped', async () => {
  const { open, there, reports, letHeartbeatsRunOut } = await startProxiedInstances(createTapes().models)
  await Promise.all(Array.from({ length: 101 }, () => there.thread()))
  const asked: string[] = []
  const gates = { a: createGate(), b: createGate() }
  /** Neither gets the second page before its gate is open, and no time is lost but until the next day. */
  const reader = (name: 'a' | 'b') => ({
    sleep: (ms: number, signal: AbortSignal) => wait(ms >= HOUR_MS ? 2 ** 30 : 0, undefined, { signal }),
    async onAsked({ url, signal }: Request) {
      const { pathname, searchParams } = new URL(url)
      if (pathname !== '/threads') return
      asked.push(`${name}${searchParams.has('after') ? ' on' : ''}`)
      if (searchParams.has('after')) await gates[name].pass(signal)
    },
  })
  const a = await open({ isSilent: true, ...reader('a') })
  await a.seeCapabilities({ all_threads: true })
  await gates.a.reached
  const b = await open(reader('b'))
  await b.seeCapabilities({ all_threads: true })
  const told = async (on: Instance) => (await on.own<ThreadIndex>('GET', '/thread-index')).listing
  expect(await told(b)).toMatchObject({ status: 'running', phase: 'listing', listed: 100 })
  await b.own('POST', '/thread-index/start')
  expect(asked).toEqual(['a', 'a on'])

  // It goes on where the other was, and what that one still has to say counts no more.
  a.jobs.drain()
  await letHeartbeatsRunOut()
  await gates.b.reached
  expect(asked.slice(2)).toEqual(['b on'])
  gates.a.release()
  expect(await told(a)).toMatchObject({ listed: 100 })

  // Whoever wants it stopped need not be at it.
  await a.own('POST', '/thread-index/stop')
  gates.b.release()
  expect(await told(b)).toMatchObject({ status: 'stopped', listed: 100 })
  await expect.poll(() => b.jobs.counts()).toEqual([])
  await a.own('POST', '/thread-index/start')
  await expect.poll(async () => (await told(a))?.status, { timeout: 20_000 }).toBe('complete')
  expect(await told(b)).toMatchObject({ status: 'complete', listed: 101, unread: 0 })
  expect(asked.slice(3)).toEqual(['b on'])
  expect(reports).toEqual([])
})
