// Two instances over one PostgreSQL before one account: a run is followed by one of them, and asked of any.
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { readFrames } from '@/lib/protocol/sse'
import { emptyView, fold } from '@/lib/run/fold'
import { pendingCalls } from '@/lib/run/tool-calls'
import { weather } from '@/lib/backend/embedded/testing/functions'
import type { Backend } from '@/lib/backend/backend'
import { call, createGate, createTapes, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { type InstanceOptions, startSharedDatabase } from '@/lib/backend/jobs/testing/shared-database'
import { createWire } from '@/lib/backend/testing/wire'
import { startFace } from '../testing/face'
import { unlike } from '../testing/gateways'
import { createAdapter } from './create-adapter'

const connection = 'appbuilder'

async function startInstances(models: Parameters<typeof startFace>[0], gateway = (face: Backend) => face) {
  const { openInstance, ...shared } = await startSharedDatabase()
  const face = await startFace(models)
  onTestFinished(() => face.close())

  async function open(options: InstanceOptions = {}) {
    const { database, jobs, endingWith } = await openInstance(options)
    const mirror = await database.storeOf(connection)
    const fetch = (address: string, init?: RequestInit) => gateway(face.face)(new Request(address, init))
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

/** The account's streams go on only where they were opened: it takes outputs beside them and nowhere else. */
const besideStreams = (face: Backend) =>
  unlike(face, {
    async '/v2/threads/runs'(request, pass) {
      const { tool_output: output } = (await request.clone().json()) as { readonly tool_output?: object | null }
      return output
        ? Response.json({ code: 'bad_request', message: 'Its stream is open.' }, { status: 400 })
        : pass(request)
    },
  })

it.each([
  ['in a stream of whoever answers', undefined],
  ['by asking where the account has no other stream for it', besideStreams],
])('goes on with its calls answered by one instance and the other, %s', async (_how, gateway) => {
  const tapes = createTapes()
  const { open, reports } = await startInstances(tapes.models, gateway)
  const [a, b] = [await open(), await open()]
  const { id: assistant_id } = await a.assistant({ tools: [weather] })
  const thread = await a.thread({ messages: [{ role: 'user', content: 'hi' }] })
  const gate = createGate()
  const asks = [...call(0, 'get_weather', '{}'), stopForCalls]
  tapes.put(asks, asks, [text('It is '), gate, text('26.'), stop])
  const run = await a.run(thread.id, { assistant_id })
  const logs = [a.log(run), b.log(run)]
  const answered = new Set<string>()
  for (const on of [b, a]) {
    const pending = async () => pendingCalls(await on.getRun(run)).filter(({ id }) => !answered.has(id))
    await expect.poll(async () => (await pending()).length).toBe(1)
    const [{ id = '' } = {}] = await pending()
    answered.add(id)
    const tool_outputs = [{ tool_call_id: id, output: '26' }]
    const path = `/threads/${run.thread_id}/runs/${run.id}/submit_tool_outputs`
    expect((await on.send('POST', path, { tool_outputs })).status).toBe(200)
  }
  await gate.reached
  if (!gateway) await expect.poll(async () => textOf(await b.mirror.events.after(run.id, 0, 100))).toBe('It is ')
  gate.release()
  const [onA = [], onB = []] = await Promise.all(logs)
  expect(textOf(onA)).toBe('It is 26.')
  expect(onA).toEqual(onB)
  expect(onA.map(({ seq }) => seq)).toEqual(onA.map((_, index) => index + 1))
  if (!gateway) expect(onA.filter(({ source }) => source === 'poll')).toEqual([])
  expect(onA.at(-1)).toMatchObject({ event: 'thread.run.completed' })
  expect(reports).toEqual([])
})
