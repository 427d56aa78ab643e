// What an observer's log says: what was seen, how, and since when it may have been so.
import { describe, expect, it } from 'vitest'
import type { Backend } from '@/lib/backend/backend'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { call, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import type { Step } from '@/lib/protocol/step'
import { readFrames } from '@/lib/protocol/sse'
import { emptyView, fold } from '@/lib/run/fold'
import { accountStage, own, type AdapterWire } from '../testing/account-stage'
import { unlike } from '../testing/gateways'

const account = accountStage({ reports: true })
const RUNS = '/v2/threads/runs'
const QUERY = '/v2/threads/runs/query'
const MESSAGES = '/v2/threads/messages/list'

/** A stream that breaks off behind its beginning. */
const begun = async (request: Request, pass: Backend) => {
  const [begin = ''] = (await (await pass(request)).text()).split('\n\n')
  return new Response(`${begin}\n\n`)
}

async function asked(wire: AdapterWire) {
  const assistant = await wire.assistant({ model: 'ERNIE-4.0T-8K', name: 'helper', tools: [weather] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hello' }] })
  return { assistant_id: assistant.id, thread_id: thread.id }
}

/** The log of a run that comes to its end. */
async function logOf(wire: AdapterWire, id: string) {
  const { body } = await wire.send('GET', own(`/runs/${id}/events`))
  const log: LoggedEvent[] = []
  for await (const { event, data } of readFrames(body!)) if (event !== 'done') log.push(JSON.parse(data) as LoggedEvent)
  return log
}

const statusesOf = (log: readonly LoggedEvent[]) => fold(emptyView, log).stages.map(({ status }) => status)

describe('what a stream says that is not known', () => {
  it('is kept as it came, by its name or its shape, ends nothing, and is in no stream of the wire', async () => {
    const odd = async (request: Request, pass: Backend) => {
      const [begin = '', ...rest] = (await (await pass(request)).text()).split('\n\n')
      const added = ['event: mood\ndata: sunny, no JSON', 'event: status\ndata: {"event_type":"run_paused","until":7}']
      const broken = 'event: message\ndata: {"content"'
      return new Response([added[0], begin, ...added, broken, ...rest].join('\n\n'))
    }
    const wire = await account.over(unlike(account.face.face, { [RUNS]: odd }))
    const { assistant_id, thread_id } = await asked(wire)
    account.tapes.put([text('Sunny.'), stop])
    const response = await wire.send('POST', `/threads/${thread_id}/runs`, { assistant_id, stream: true })
    const names: (string | undefined)[] = []
    for await (const { event } of readFrames(response.body!)) names.push(event)
    expect(names.at(-1)).toBe('done')
    expect(names).not.toContain('playground.unknown')
    const { data } = await wire.call<{ data: { id: string }[] }>('GET', `/threads/${thread_id}/runs`)
    const log = await logOf(wire, data[0]!.id)
    expect(log.filter(({ event }) => event === 'playground.unknown').map(({ data }) => data)).toEqual([
      { object: 'playground.unknown', event: 'mood', data: 'sunny, no JSON' },
      { object: 'playground.unknown', event: 'mood', data: 'sunny, no JSON' },
      { object: 'playground.unknown', event: 'run_paused', data: '{"event_type":"run_paused","until":7}' },
      { object: 'playground.unknown', event: 'message', data: '{"content"' },
    ])
    expect(statusesOf(log)).toEqual(['queued', 'in_progress', 'completed'])
    expect(wire.reports).toEqual([])
  })
})

describe('what is found out by looking', () => {
  it('has happened since the poll before, and nothing is made up for what nobody saw', async () => {
    let now = Date.now()
    const polls: number[] = []
    const answers = ['queued', 'requires_action', 'completed'].map((status) => () => ({ status }))
    const query = async (request: Request, pass: Backend) => {
      polls.push((now += 10_000))
      const told = (await (await pass(request)).json()) as object
      const required_action = { submit_tool_outputs: { tool_calls: [{ id: 'call_1', function: { name: 'f' } }] } }
      return Response.json({ ...told, completed_at: 0, required_action, ...(answers.shift()?.() ?? {}) })
    }
    const silent = async () => Response.json({ object: 'list', data: [], has_more: false })
    const gateway = unlike(account.face.face, { [RUNS]: begun, [QUERY]: query, [MESSAGES]: silent })
    const wire = await account.over(gateway, { clock: () => now })
    const { assistant_id, thread_id } = await asked(wire)
    account.tapes.put([text('Sunny.'), stop])
    const { id } = await wire.run(thread_id, { assistant_id })
    const log = await logOf(wire, id)
    expect(statusesOf(log)).toEqual(['queued', 'requires_action', 'completed'])
    const { windows } = fold(emptyView, log)
    const [, second = 0, third = 0] = polls
    const moves = log.filter(({ event }) => event === 'thread.run.requires_action' || event === 'thread.run.completed')
    expect(moves.map(({ source }) => source)).toEqual(['poll', 'poll'])
    expect(moves[0]).toMatchObject({ at: second })
    expect(moves[0]!.notBefore).toBeLessThan(second)
    expect(moves[1]).toMatchObject({ at: third })
    expect(windows).toContainEqual({ at: second, notBefore: moves[0]!.notBefore })
  })

  it('of a run that others have answered and that waits again since is what it waits for now', async () => {
    const answers = ['call_1', 'call_1', 'call_2'].map((id) => ({
      status: 'requires_action',
      required_action: { submit_tool_outputs: { tool_calls: [{ id, function: { name: 'f', arguments: '{}' } }] } },
    }))
    const query = async (request: Request, pass: Backend) => {
      const told = (await (await pass(request)).json()) as object
      return Response.json({ ...told, completed_at: 0, ...(answers.length > 1 ? answers.shift() : answers[0]) })
    }
    const wire = await account.over(unlike(account.face.face, { [RUNS]: begun, [QUERY]: query }))
    const { assistant_id, thread_id } = await asked(wire)
    account.tapes.put([text('Sunny.'), stop])
    const { id } = await wire.run(thread_id, { assistant_id })
    const callsNow = async () =>
      (await wire.getRun({ id, thread_id })).required_action?.submit_tool_outputs.tool_calls.map((each) => each.id)
    await expect.poll(callsNow, { timeout: 5_000 }).toEqual(['call_2'])
    const { data: steps } = await wire.call<List<Step>>('GET', `/threads/${thread_id}/runs/${id}/steps?order=asc`)
    expect(steps.map(({ status }) => status)).toEqual(['completed', 'in_progress'])
  })

  it('of a run that others began and that waits begins with its calls, and can be answered', async () => {
    const wire = await account.over()
    const { assistant_id, thread_id } = await asked(wire)
    account.tapes.put([...call(0, 'get_weather', '{}'), stopForCalls], [text('26'), stop])
    const { id, created_at } = await account.face.client.threads.runs.run({ assistant_id, thread_id })
    const path = `/threads/${thread_id}/runs/${id}`
    expect(await wire.call('GET', path)).toMatchObject({ status: 'requires_action' })
    await wire.call('POST', `${path}/submit_tool_outputs`, {
      tool_outputs: [{ tool_call_id: 'call_get_weather_0', output: 'sunny' }],
    })
    const log = await logOf(wire, id)
    expect(log.slice(0, 5).map(({ event, source }) => `${event} ${source}`)).toEqual([
      'thread.run.step.created poll',
      'thread.run.step.in_progress poll',
      'thread.run.requires_action poll',
      'thread.run.step.completed response',
      'thread.run.queued response',
    ])
    expect(log[2]).toMatchObject({ notBefore: created_at })
    expect(statusesOf(log).at(-1)).toBe('completed')
  })
})
