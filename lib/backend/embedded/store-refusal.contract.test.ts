import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readFrames } from '@/lib/protocol/sse'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { call, createGate, createTapes, stop, stopForCalls, text } from './testing/tapes'
import { messagesOf, prepareWeather, settled, turn } from './testing/weather'
import type { Store } from '@/lib/backend/store/store'

const codes = { full: 'SQLITE_FULL', busy: 'SQLITE_BUSY', unreachable: 'SQLITE_IOERR_WRITE' } as const

/** Whether the store takes writes, and how often it has refused one. */
let disk: { code: string | null; refusals: number; isBroken: boolean }
let tapes: ReturnType<typeof createTapes>
let wire: TestBackend

/** A store that refuses as SQLite does, for a disk cannot be filled in a test. */
const refusing = (store: Store): Store => ({
  ...store,
  async transaction(work) {
    if (disk.isBroken) throw new Error('Nobody foresaw this.')
    if (disk.code === null) return store.transaction(work)
    disk.refusals += 1
    throw Object.assign(new Error('The statement failed.'), { code: disk.code })
  },
})

beforeEach(async () => {
  disk = { code: null, refusals: 0, isBroken: false }
  tapes = createTapes()
  wire = await startEmbedded(tapes.models, { inFront: refusing })
})
afterEach(() => wire.close())

async function untilRefused(times: number) {
  while (disk.refusals < times) await turn()
}

describe.each(Object.entries(codes))('a store that is %s', (reason, code) => {
  it('is told as that, and as something to ask again about', async () => {
    disk.code = code
    const response = await wire.send('POST', '/threads', {})
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
    const words = { full: 'The disk is full', busy: 'held by another program', unreachable: 'cannot be written' }
    expect(await wire.refusal('POST', '/threads', { messages: [{ role: 'user', content: 'x' }] })).toMatchObject({
      type: 'server_error',
      code: `store_${reason}`,
      message: expect.stringContaining(words[reason as keyof typeof words]) as string,
    })
  })

  it('makes a run wait with what it has; the model is asked once, and the operator told once', async () => {
    const { body, thread } = await prepareWeather(wire)
    const gate = createGate()
    tapes.put([text('One, '), gate, text('two.'), stop])
    const run = await wire.run(thread.id, body)
    await gate.reached
    while ((await wire.getRun(run)).status !== 'in_progress') await turn()
    disk.code = code
    gate.release()
    await untilRefused(3)
    expect((await wire.getRun(run)).status).toBe('in_progress')
    disk.code = null
    expect(await settled(wire, run)).toMatchObject({ status: 'completed' })
    const { data } = await messagesOf(wire, thread.id)
    expect(data.at(-1)).toMatchObject({ status: 'completed', content: [{ text: { value: 'One, two.' } }] })
    expect(tapes.inputs).toHaveLength(1)
    expect(wire.reports).toHaveLength(1)
    expect(wire.reports[0]).toContain('Runs wait')
  })
})

describe('a full disk', () => {
  it('is waited out by a run that is to be cancelled, and stands in no other way', async () => {
    const { body, runs, thread } = await prepareWeather(wire)
    tapes.put([text('Half'), createGate(), stop])
    const run = await wire.run(thread.id, body)
    disk.code = 'SQLITE_FULL'
    expect(await wire.refusal('POST', `${runs}/${run.id}/cancel`)).toMatchObject({ status: 503 })
    disk.code = null
    await wire.call('POST', `${runs}/${run.id}/cancel`)
    expect(await settled(wire, run)).toMatchObject({ status: 'cancelled' })
  })

  it('holds no start up, with a run that waits and one that was answering', async () => {
    const { body, thread } = await prepareWeather(wire)
    tapes.put([...call(0, 'weather', '{}'), stopForCalls])
    const waiting = await settled(wire, await wire.run(thread.id, body))
    const gate = createGate()
    tapes.put([text('Half'), gate, stop])
    const answering = await wire.run((await wire.thread()).id, body)
    await gate.reached
    disk.code = 'SQLITE_FULL'
    tapes.put([text('Whole'), stop])
    wire = await wire.restart(tapes.models)
    expect((await wire.getRun(waiting)).status).toBe('requires_action')
    disk.code = null
    expect(await settled(wire, answering)).toMatchObject({ status: 'completed' })
  })
})

describe('a stream that breaks off', () => {
  it.each(['wire', 'log'])('ends with its error and says no `done` (%s)', async (way) => {
    const { body, runs, thread } = await prepareWeather(wire)
    const gate = createGate()
    tapes.put([text('Half'), gate, text(' and all'), stop])
    const response =
      way === 'wire'
        ? await wire.send('POST', runs, { ...body, stream: true })
        : await wire
            .run(thread.id, body)
            .then(({ id }) => wire.send('GET', `/../api/connections/embedded/runs/${id}/events`))
    await gate.reached
    disk.isBroken = true
    gate.release()
    const frames: (string | undefined)[] = []
    for await (const { event } of readFrames(response.body!)) frames.push(event)
    expect(frames.at(-1)).toBe('error')
    expect(frames).not.toContain('done')
  })
})
