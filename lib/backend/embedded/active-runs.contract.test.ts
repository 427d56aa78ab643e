import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { List } from '@/lib/protocol/list'
import type { Run } from '@/lib/protocol/run'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { call, createGate, createTapes, stop, stopForCalls, text } from './testing/tapes'
import { messagesOf, prepareWeather, settled, stepsOf, tools, turn } from './testing/weather'

let tapes: ReturnType<typeof createTapes>
let wire: TestBackend

beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

describe('an active run', () => {
  it('locks its thread with a 400 that no client retries', async () => {
    const { body, runs, thread } = await prepareWeather(wire)
    tapes.put([...call(0, 'weather', '{}'), stopForCalls])
    const run = await settled(wire, await wire.run(thread.id, body))
    expect(await wire.refusal('POST', `/threads/${thread.id}/messages`, { role: 'user', content: 'x' })).toEqual({
      status: 400,
      message: `Can't add messages to ${thread.id} while a run ${run.id} is active.`,
      type: 'invalid_request_error',
      param: null,
      code: null,
    })
    expect(await wire.refusal('POST', runs, body)).toMatchObject({
      status: 400,
      message: `Thread ${thread.id} already has an active run ${run.id}.`,
    })
    expect(await wire.refusal('DELETE', `/threads/${thread.id}`)).toMatchObject({ status: 400, code: 'run_active' })
  })

  it('keeps only one of many that are created at once', async () => {
    const { body, thread } = await prepareWeather(wire)
    const gate = createGate()
    tapes.put([gate, stop])
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => wire.run(thread.id, body)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    gate.release()
  })

  it.each(['in_progress', 'requires_action'] as const)('can be cancelled while %s', async (status) => {
    const { body, runs, thread } = await prepareWeather(wire)
    const gate = createGate()
    tapes.put(status === 'in_progress' ? [text('Half'), gate, stop] : [...call(0, 'weather', '{}'), stopForCalls])
    const run = await wire.run(thread.id, body)
    if (status === 'in_progress') await gate.reached
    else await settled(wire, run)
    expect(await wire.call<Run>('POST', `${runs}/${run.id}/cancel`)).toMatchObject({
      status: 'cancelling',
      cancelled_at: null,
    })
    const done = await settled(wire, run)
    expect(done).toMatchObject({
      status: 'cancelled',
      required_action: null,
      cancelled_at: expect.any(Number) as number,
    })
    expect((await stepsOf(wire, done)).data.map((step) => step.status)).toEqual(['cancelled'])
    if (status === 'in_progress') {
      const answer = (await messagesOf(wire, thread.id)).data[1]
      expect(answer).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'run_cancelled' } })
    }
    expect(await wire.refusal('POST', `${runs}/${run.id}/cancel`)).toMatchObject({
      status: 400,
      message: `Cannot cancel run with status 'cancelled'.`,
    })
    await wire.message(thread.id)
  })

  it('is streamed to its end after a cancel from elsewhere', async () => {
    const { body, runs } = await prepareWeather(wire)
    const gate = createGate()
    tapes.put([text('Half'), gate, stop])
    const names: string[] = []
    for await (const { event, data } of wire.stream(runs, body)) {
      names.push(event)
      if (event === 'thread.message.delta') {
        await gate.reached
        const run = (await wire.call<List<Run>>('GET', runs)).data[0] as Run
        await wire.call('POST', `${runs}/${run.id}/cancel`)
      }
      if (event === 'thread.run.cancelled') expect(data).toMatchObject({ status: 'cancelled' })
    }
    expect(names.slice(-4)).toEqual([
      'thread.run.cancelling',
      'thread.message.incomplete',
      'thread.run.step.cancelled',
      'thread.run.cancelled',
    ])
  })

  it('expires when its time is over', async () => {
    const short = createTapes({ lifetimeSeconds: 1 })
    const brief = await startEmbedded(short.models)
    short.put([...call(0, 'weather', '{}'), stopForCalls])
    const assistant = await brief.assistant({ tools: [...tools] })
    const thread = await brief.thread()
    let run = await brief.run(thread.id, { assistant_id: assistant.id })
    while (run.status !== 'expired') {
      await turn()
      run = await brief.getRun(run)
    }
    expect(run.required_action).toBeNull()
    await brief.close()
  })

  it('goes on when the client that streams it goes away', async () => {
    const { body, runs } = await prepareWeather(wire)
    const gate = createGate()
    tapes.put([text('Half'), gate, text(' and whole.'), stop])
    let run: Run | undefined
    for await (const { event, data } of wire.stream(runs, body)) {
      if (event === 'thread.run.in_progress') run = data as Run
      if (event === 'thread.message.delta') break
    }
    gate.release()
    expect(await settled(wire, run as Run)).toMatchObject({ status: 'completed' })
  })
})
