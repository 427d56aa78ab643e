// Runs whose following, beginning or answering goes wrong on the way to the account.
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Backend } from '@/lib/backend/backend'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { call, createGate, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import type { List } from '@/lib/protocol/list'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { accountStage, type AdapterWire } from '../testing/account-stage'
import { counted, streamOf, unlike } from '../testing/gateways'

const account = accountStage({ reports: true })

async function asked(wire: AdapterWire) {
  const assistant = await wire.assistant({ model: 'ERNIE-4.0T-8K', name: 'helper', tools: [weather] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hello' }] })
  return { assistant_id: assistant.id, thread_id: thread.id }
}

const comesTo = (wire: AdapterWire, run: Pick<Run, 'id' | 'thread_id'>, status: string) =>
  expect.poll(async () => (await wire.getRun(run)).status, { timeout: 5_000, interval: 10 }).toBe(status)

const RUNS = '/v2/threads/runs'
const QUERY = '/v2/threads/runs/query'
const CANCEL = '/v2/threads/runs/cancel'

/** Ends the stream behind the run's beginning; the rest is read and thrown away, so that the run goes on. */
const brokenOff = async (request: Request, pass: Backend) => {
  const { body, headers } = await pass(request)
  let isBegun = false
  const first = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (!isBegun) controller.enqueue(chunk)
      isBegun = true
    },
  })
  return new Response(body?.pipeThrough(first), { headers })
}

describe('asking for a run whose stream broke off', () => {
  it('goes on through a gateway that is away for a while, less and less often', async () => {
    const failures: (() => Response)[] = [
      () => new Response('away', { status: 503 }),
      () => new Response('slow down', { status: 429 }),
      () => new Response('<html>'),
      () => {
        throw new TypeError('fetch failed')
      },
    ]
    const query = async (request: Request, pass: Backend) => failures.shift()?.() ?? pass(request)
    const wire = await account.over(unlike(account.face.face, { [RUNS]: brokenOff, [QUERY]: query }))
    const { assistant_id, thread_id } = await asked(wire)
    account.tapes.put([text('Sunny.'), stop], [text('Rainy.'), stop])
    await comesTo(wire, await wire.run(thread_id, { assistant_id }), 'completed')
    expect(wire.pauses.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000])
    await wire.message(thread_id, { content: 'and now?' })
    await comesTo(wire, await wire.run(thread_id, { assistant_id }), 'completed')
  })

  it('ends with a refusal, which fails the run and frees its thread', async () => {
    const gone = async () => Response.json({ error: { code: 'gone', message: 'No such run.', type: 't', param: null } })
    const wire = await account.over(unlike(account.face.face, { [RUNS]: brokenOff, [QUERY]: gone }))
    const { assistant_id, thread_id } = await asked(wire)
    account.tapes.put([text('Sunny.'), stop], [text('Rainy.'), stop])
    const run = await wire.run(thread_id, { assistant_id })
    await comesTo(wire, run, 'failed')
    expect(await wire.getRun(run)).toMatchObject({ last_error: { message: 'No such run.' } })
    expect(wire.reports.join()).toContain('refuses')
    await wire.message(thread_id, { content: 'and now?' })
    expect(await wire.run(thread_id, { assistant_id })).toMatchObject({ status: 'queued' })
  })

  it('tells everything that the run has said', async () => {
    const list = async (request: Request, pass: Backend) => {
      const answer = (await (await pass(request)).json()) as { data: { id: string; role: string }[] }
      const [last] = answer.data
      const words = [{ type: 'text', text: { value: 'First.', annotations: [] } }]
      const first = last?.role === 'assistant' ? [{ ...last, id: `${last.id}_0`, content: words }] : []
      return Response.json({ ...answer, data: [...answer.data.slice(0, 1), ...first, ...answer.data.slice(1)] })
    }
    const cut = async (request: Request, pass: Backend) => {
      const response = await pass(request)
      const begin = (await response.text()).split('\n\n')[0]
      return new Response(`${begin}\n\n`, { headers: response.headers })
    }
    const wire = await account.over(unlike(account.face.face, { [RUNS]: cut, '/v2/threads/messages/list': list }))
    const { assistant_id, thread_id } = await asked(wire)
    account.tapes.put([text('Second.'), stop])
    const { id } = await wire.run(thread_id, { assistant_id })
    await comesTo(wire, { id, thread_id }, 'completed')
    const log = await (await wire.send('GET', `/../api/connections/appbuilder/runs/${id}/events`)).text()
    expect(log).toContain('First.')
    expect(log.indexOf('Second.')).toBeGreaterThan(log.indexOf('First.'))
  })
})

describe('a run that waits without its stream', () => {
  async function waiting(wire: AdapterWire) {
    const { assistant_id, thread_id } = await asked(wire)
    const calls = [...call(0, 'get_weather', '{}'), ...call(1, 'get_weather', '{}')]
    account.tapes.put([...calls, stopForCalls], [text('26'), stop])
    const { id } = await account.face.client.threads.runs.run({ assistant_id, thread_id })
    await wire.call('GET', `/threads/${thread_id}/runs`)
    await comesTo(wire, { id, thread_id }, 'requires_action')
    return { id, thread_id, path: `/threads/${thread_id}/runs/${id}` }
  }

  it('is asked for less and less often, but at once when something is done to it from here', async () => {
    const sleep = (ms: number, signal: AbortSignal) => wait(ms < 30_000 ? 1 : 60_000, undefined, { signal })
    const wire = await account.over(account.face.face, { sleep })
    const { path, ...run } = await waiting(wire)
    await expect.poll(() => wire.pauses.at(-1), { timeout: 5_000 }).toBe(30_000)
    expect(wire.pauses).toContain(16_000)
    await wire.call('POST', `${path}/cancel`)
    await comesTo(wire, run, 'cancelled')
  })

  it('takes the outputs of several calls', async () => {
    const wire = await account.over(account.face.face)
    const { path, ...run } = await waiting(wire)
    const tool_outputs = ['sunny', 'rainy'].map((output, index) => ({
      tool_call_id: `call_get_weather_${index}`,
      output,
    }))
    await wire.call('POST', `${path}/submit_tool_outputs`, { tool_outputs })
    await comesTo(wire, run, 'completed')
    const calls = tool_outputs.map(({ output }) => ({ output }))
    expect(account.tapes.inputs[1]?.turns.at(-1)).toMatchObject({ calls })
    const log = await (await wire.send('GET', `/../api/connections/appbuilder/runs/${run.id}/events`)).text()
    expect(log.split('event: thread.run.requires_action')).toHaveLength(2)
    expect(wire.reports).toEqual([])
  })
})

describe('a run that cannot begin', () => {
  it('because another is underway is not begun at the account either', async () => {
    const { gateway, countOf } = counted(account.face.face)
    const wire = await account.over(gateway)
    const { assistant_id, thread_id } = await asked(wire)
    const gate = createGate()
    account.tapes.put([gate, text('hi'), stop])
    const path = `/threads/${thread_id}/runs`
    const both = await Promise.all([1, 2].map(() => wire.send('POST', path, { assistant_id })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
    expect((await wire.refusal('POST', path, { assistant_id })).message).toContain('active run')
    expect(countOf(RUNS)).toBe(1)
    gate.release()
  })

  it('because its thread is gone meanwhile is cancelled at the account', async () => {
    const opened = createGate()
    const { gateway, countOf } = counted(
      unlike(account.face.face, {
        [RUNS]: async (request, pass) => {
          const response = await pass(request)
          await opened.pass(new AbortController().signal)
          return response
        },
        // Here it is gone, there its run goes on.
        '/v2/threads/delete': async () => Response.json({ id: 'thread', object: 'thread.deleted', deleted: true }),
      }),
    )
    const wire = await account.over(gateway)
    const { assistant_id, thread_id } = await asked(wire)
    const gate = createGate()
    account.tapes.put([gate, text('hi'), stop])
    const answer = wire.send('POST', `/threads/${thread_id}/runs`, { assistant_id })
    await opened.reached
    await wire.call('DELETE', `/threads/${thread_id}`)
    opened.release()
    expect((await answer).status).toBe(404)
    expect(countOf(CANCEL)).toBe(1)
    const { data } = await account.face.client.threads.runs.list({ thread_id })
    await expect
      .poll(
        async () => (await account.face.client.threads.runs.query({ thread_id, run_id: data[0]?.id ?? '' })).status,
        {
          timeout: 5_000,
        },
      )
      .toBe('cancelled')
  })

  it.each([
    ['error_info', { error_info: { type: 't', message: 'No money left.' } }],
    ['last_error', { run_object: { last_error: { type: 't', message: 'No money left.' } } }],
  ])('because the stream says so in its %s is refused in those words', async (_, details) => {
    const failed = async () => streamOf({ event_type: 'run_end', status: 'failed', details })
    const wire = await account.over(unlike(account.face.face, { [RUNS]: failed }))
    const { assistant_id, thread_id } = await asked(wire)
    expect(await wire.refusal('POST', `/threads/${thread_id}/runs`, { assistant_id })).toMatchObject({
      status: 502,
      message: 'No money left.',
    })
    expect(wire.reports).toEqual([])
    const { data } = await wire.call<List<RunSummary>>('GET', '/../api/connections/appbuilder/runs')
    expect(data).toEqual([])
  })
})
