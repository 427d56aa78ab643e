// Two instances over one PostgreSQL before one account: a run is followed by one of them, and asked of any.
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { readFrames } from '@/lib/protocol/sse'
import { emptyView, fold } from '@/lib/run/fold'
import { pendingCalls } from '@/lib/run/tool-calls'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { call, createGate, createTapes, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { type InstanceOptions, startSharedDatabase } from '@/lib/backend/jobs/testing/shared-database'
import { createWire } from '@/lib/backend/testing/wire'
import { startFace } from '../testing/face'
import { createAdapter } from './create-adapter'

const connection = 'appbuilder'

async function startInstances(models: Parameters<typeof startFace>[0]) {
  const { openInstance, ...shared } = await startSharedDatabase()
  const face = await startFace(models)
  onTestFinished(() => face.close())

  async function open(options: InstanceOptions = {}) {
    const { database, jobs, endingWith } = await openInstance(options)
    const mirror = await database.storeOf(connection)
    const fetch = (address: string, init?: RequestInit) => face.face(new Request(address, init))
    const adapter = await createAdapter({
      ...{ connection, mirror, jobs, report: shared.report, clock: database.clock, maxBodyBytes: 1024 * 1024 },
      account: { token: 'key', gateway: 'http://gateway.test', fetch },
      sleep: (ms, signal) => wait(Math.min(ms, 100), undefined, { signal }),
    })
    endingWith(adapter.close)
    const wire = createWire((request) =>
      adapter.backend(new Request(request.url.replace('/v1/', `/c/${connection}/v1/`), request)),
    )
    const log = async ({ id }: Run) => {
      const { body } = await wire.send('GET', `/../api/connections/${connection}/runs/${id}/events`)
      const seen: LoggedEvent[] = []
      for await (const { event, data } of readFrames(body!)) {
        if (event !== 'done') seen.push(JSON.parse(data) as LoggedEvent)
      }
      return seen
    }
    return { ...wire, mirror, jobs, log }
  }
  return { open, ...shared }
}

const textOf = (log: readonly LoggedEvent[]) =>
  fold(emptyView, log)
    .messages.flatMap(({ content }) => content)
    .map((part) => (part.type === 'text' ? part.text.value : ''))
    .join('|')

it('is answered, cancelled and taken up by whichever instance', async () => {
  const tapes = createTapes()
  const { open, reports, letHeartbeatsRunOut } = await startInstances(tapes.models)
  const [a, b] = [await open({ isSilent: true }), await open()]
  const { id: assistant_id } = await a.assistant({ tools: [weather] })
  const begin = async () =>
    a.run((await a.thread({ messages: [{ role: 'user', content: 'hi' }] })).id, { assistant_id })
  const attemptOf = async ({ id }: Run) => (await b.mirror.runs.row(id))?.attempt

  tapes.put([...call(0, 'get_weather', '{}'), stopForCalls], [text('It is '), text('26.'), stop])
  const run = await begin()
  const path = `/threads/${run.thread_id}/runs/${run.id}`
  const [onA, onB] = [a.log(run), b.log(run)]
  await expect.poll(async () => (await b.getRun(run)).status).toBe('requires_action')
  expect(await attemptOf(run)).toBe(1)
  const tool_outputs = pendingCalls(await b.getRun(run)).map(({ id }) => ({ tool_call_id: id, output: '26' }))
  const answers = await Promise.all(
    [b, b].map((on) => on.send('POST', `${path}/submit_tool_outputs`, { tool_outputs })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
  expect(textOf(await onA)).toBe('It is 26.')
  expect(await onA).toEqual(await onB)
  expect((await a.getRun(run)).status).toBe('completed')

  tapes.put([text('never '), createGate()])
  const long = await begin()
  await expect.poll(async () => textOf(await b.mirror.events.after(long.id, 0, 100))).toBe('never ')
  await b.call('POST', `/threads/${long.thread_id}/runs/${long.id}/cancel`)
  const cancelled = await a.log(long)
  expect(cancelled.map(({ event }) => event)).toContain('thread.run.cancelling')
  expect(cancelled.at(-1)?.event).toBe('thread.run.cancelled')

  const gate = createGate()
  tapes.put([text('half '), gate, text('whole'), stop])
  const left = await begin()
  await expect.poll(async () => textOf(await b.mirror.events.after(left.id, 0, 100))).toBe('half ')
  // It does not say that it lives, and is not to take back what is taken from it.
  a.jobs.drain()
  await letHeartbeatsRunOut()
  await expect.poll(() => attemptOf(left), { timeout: 10_000 }).toBe(2)
  gate.release()
  expect(textOf(await b.log(left))).toBe('half whole')
  expect((await b.getRun(left)).status).toBe('completed')
  expect(reports).toEqual([])
})
