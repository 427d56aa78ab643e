// What every backend does alike, whoever carries its runs. The model plays tapes; the oracle judges each answer.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { weather } from '@/lib/backend/embedded/testing/functions'
import {
  call,
  createGate,
  createTapes,
  rateLimited,
  stop,
  stopForCalls,
  text,
} from '@/lib/backend/embedded/testing/tapes'
import type { ModelRegistry } from '@/lib/backend/models/model'
import type { Assistant } from '@/lib/protocol/assistant'
import type { LoggedEvent, StreamEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { RunSummary, ThreadSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { readFrames } from '@/lib/protocol/sse'
import type { Step } from '@/lib/protocol/step'
import { emptyView, fold } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { unseenOf } from '@/lib/run/unseen'
import { creates } from './idempotency-contract'
import type { At, Contender, Stage } from './stage'
import { collect, type Wire } from './wire'

interface ContractOptions {
  readonly connection: string
  readonly start: (models: ModelRegistry) => Promise<Contender>
  /** How runs that no client streams become known: as they happen, or by looking at them again. */
  readonly watching?: 'as-it-happens' | 'by-polling'
}

export function backendContract(name: string, { connection, start, watching = 'as-it-happens' }: ContractOptions) {
  let tapes: ReturnType<typeof createTapes>
  let wire: Contender
  beforeEach(async () => {
    tapes = createTapes()
    wire = await start(tapes.models)
  })
  afterEach(() => wire.close())
  const at: At = () => ({ tapes, wire, watching, own: (path) => `/../api/connections/${connection}${path}` })

  describe(name, () => {
    describe('its assistants, threads and messages', () => objects(at))
    describe('its runs', () => runs(at))
    describe('its runs that call functions', () => calls(at))
    describe('its runs that end early', () => endings(at))
    describe('its creates under a key', () => creates(at))
  })
}

async function prepared({ wire }: Stage, settings: Parameters<Wire['assistant']>[0] = {}) {
  const assistant = await wire.assistant({ name: 'helper', ...settings })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hello' }] })
  return { assistant_id: assistant.id, thread_id: thread.id, path: `/threads/${thread.id}` }
}

const wordsOf = (message: Message | undefined) =>
  message?.content.map((part) => (part.type === 'text' ? part.text.value : '')).join('')

/** Neighbouring pieces of a text count as one. */
const namesOf = (events: readonly StreamEvent[]) =>
  events.map(({ event }) => event).filter((name, index, all) => !name.endsWith('.delta') || name !== all[index - 1])

async function rested({ wire }: Stage, run: Run): Promise<Run> {
  await expect
    .poll(async () => isTerminal((await wire.getRun(run)).status), { timeout: 5_000, interval: 10 })
    .toBe(true)
  return wire.getRun(run)
}

/** The run's log as the pages read it, folded; the server folds it as they do. */
async function viewOf({ wire, own }: Stage, runId: string) {
  const { body } = await wire.send('GET', own(`/runs/${runId}/events`))
  if (!body) throw new Error('There is no log.')
  let view = emptyView
  for await (const { event, data } of readFrames(body)) {
    if (event !== 'done') view = fold(view, [JSON.parse(data) as LoggedEvent])
  }
  const told = await wire.send('GET', own(`/runs/${runId}/view`))
  expect(await told.json()).toEqual(view)
  return view
}

function objects(at: At) {
  it('are made, changed in what is named, listed and removed', async () => {
    const { wire } = at()
    const made = await wire.assistant({ name: 'helper', instructions: 'i', tools: [weather], metadata: { k: 'v' } })
    const path = `/assistants/${made.id}`
    const changed = await wire.call<Assistant>('POST', path, { instructions: 'other' })
    expect(changed).toMatchObject({ name: 'helper', instructions: 'other', tools: [weather], metadata: { k: 'v' } })
    expect(await wire.call<Assistant>('GET', path)).toEqual(changed)
    expect((await wire.call<List<Assistant>>('GET', '/assistants?limit=5')).data).toEqual([changed])
    expect(await wire.call('DELETE', path)).toEqual({ id: made.id, object: 'assistant.deleted', deleted: true })
    expect(await wire.refusal('GET', path)).toMatchObject({ status: 404 })
  })

  it('are paged, in both orders', async () => {
    const { wire } = at()
    const { path, thread_id } = await prepared(at())
    for (const content of ['two', 'three']) await wire.message(thread_id, { content })
    const page = async (query: string) => {
      const { data, has_more } = await wire.call<List<Message>>('GET', `${path}/messages?${query}`)
      return { data, words: data.map(wordsOf), has_more }
    }
    expect(await page('order=asc')).toMatchObject({ words: ['hello', 'two', 'three'], has_more: false })
    const first = await page('limit=2')
    expect(first).toMatchObject({ words: ['three', 'two'], has_more: true })
    expect(await page(`limit=2&after=${first.data[1]?.id}`)).toMatchObject({ words: ['hello'], has_more: false })
  })

  it('stand in the index of threads until they are removed', async () => {
    const { wire, own } = at()
    const { path, thread_id } = await prepared(at())
    await wire.call('POST', path, { metadata: { k: 'v' } })
    expect(await wire.call('GET', path)).toMatchObject({ id: thread_id, metadata: { k: 'v' } })
    const index = async () => (await wire.call<List<ThreadSummary>>('GET', own('/threads'))).data
    expect(await index()).toMatchObject([{ id: thread_id, preview: 'hello', message_count: 1, last_run: null }])
    await wire.call('DELETE', path)
    expect(await index()).toEqual([])
    expect(await wire.refusal('GET', path)).toMatchObject({ status: 404 })
  })

  it.each(['/assistants/asst_none', '/threads/thread_none', '/threads/thread_none/messages'])(
    'are not there: %s',
    async (path) => {
      expect(await at().wire.refusal('GET', path)).toMatchObject({ status: 404 })
    },
  )
}

function runs(at: At) {
  it('stream their events in the order that clients rely on, and leave behind what they streamed', async () => {
    const { tapes, wire } = at()
    const { assistant_id, path } = await prepared(at(), { instructions: 'base' })
    tapes.put([text('Sun'), text('ny.'), stop])
    const events = await collect(wire.stream(`${path}/runs`, { assistant_id }))
    expect(namesOf(events)).toEqual([
      'thread.run.created',
      'thread.run.queued',
      'thread.run.in_progress',
      'thread.run.step.created',
      'thread.run.step.in_progress',
      'thread.message.created',
      'thread.message.in_progress',
      'thread.message.delta',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ])
    const run = events.at(-1)?.data as Run
    expect(run).toMatchObject({ status: 'completed', instructions: 'base', last_error: null })
    expect(await wire.getRun(run)).toEqual(run)
    const { data: steps } = await wire.call<List<Step>>('GET', `${path}/runs/${run.id}/steps`)
    expect(steps).toEqual([events.findLast(({ event }) => event === 'thread.run.step.completed')?.data])
    const { data: messages } = await wire.call<List<Message>>('GET', `${path}/messages`)
    expect(messages.map(wordsOf)).toEqual(['Sunny.', 'hello'])
    const told = events.find(({ event }) => event === 'thread.message.completed')?.data as Message
    expect(messages[0]).toMatchObject({ id: told.id, run_id: run.id, assistant_id, role: 'assistant' })
  })

  it('are in the lists of the pages, with a log that folds to what is fetched', async () => {
    const { tapes, wire, own } = at()
    const { assistant_id, path, thread_id } = await prepared(at())
    tapes.put([text('hi'), stop])
    const run = await rested(at(), await wire.run(thread_id, { assistant_id }))
    const view = await viewOf(at(), run.id)
    expect(view.run).toEqual(run)
    expect(view.steps).toEqual((await wire.call<List<Step>>('GET', `${path}/runs/${run.id}/steps`)).data)
    expect(view.stages.map(({ status }) => status).at(-1)).toBe('completed')
    if (at().watching === 'as-it-happens') {
      expect(view.stages.map(({ status }) => status)).toEqual(['queued', 'in_progress', 'completed'])
      expect(view.windows, 'all of it was seen as it happened').toEqual([])
    }
    expect(unseenOf(view)).toBeNull()
    const { data } = await wire.call<List<RunSummary>>('GET', own('/runs'))
    expect(data).toMatchObject([{ id: run.id, run: { status: 'completed' } }])
    expect((await wire.call<List<Run>>('GET', `${path}/runs`)).data).toEqual([run])
  })

  it('can bring their thread along', async () => {
    const { tapes, wire } = at()
    const { assistant_id } = await prepared(at())
    tapes.put([text('hi'), stop])
    const thread = { messages: [{ role: 'user', content: 'first' }] }
    const run = await rested(at(), await wire.call<Run>('POST', '/threads/runs', { assistant_id, thread }))
    const { data } = await wire.call<List<Message>>('GET', `/threads/${run.thread_id}/messages?order=asc`)
    expect(data.map(wordsOf)).toEqual(['first', 'hi'])
  })

  it('are one at a time on a thread', async () => {
    const { tapes, wire } = at()
    const { assistant_id, path, thread_id } = await prepared(at())
    const gate = createGate()
    tapes.put([gate, text('hi'), stop])
    const run = await wire.run(thread_id, { assistant_id })
    expect(await wire.refusal('POST', `${path}/runs`, { assistant_id })).toMatchObject({ status: 400 })
    gate.release()
    expect((await rested(at(), run)).status).toBe('completed')
  })
}

function calls(at: At) {
  it('stop for all of a round, take all outputs at once, and may stop again', async () => {
    const { tapes, wire } = at()
    const { assistant_id, path } = await prepared(at(), { tools: [weather] })
    tapes.put(
      [...call(0, 'get_weather', '{"city":', '"Rome"}'), ...call(1, 'get_weather', '{"city":"Oslo"}'), stopForCalls],
      [...call(7, 'get_weather', '{}'), stopForCalls],
      [text('26'), stop],
    )
    const first = await collect(wire.stream(`${path}/runs`, { assistant_id }))
    expect(namesOf(first).at(-1)).toBe('thread.run.requires_action')
    const waiting = first.at(-1)?.data as Run
    const open = (run: Run) => run.required_action?.submit_tool_outputs.tool_calls ?? []
    expect(open(waiting).map(({ function: { arguments: text } }) => text)).toEqual([
      '{"city":"Rome"}',
      '{"city":"Oslo"}',
    ])
    const submitPath = `${path}/runs/${waiting.id}/submit_tool_outputs`
    const outputs = (run: Run) => ({
      tool_outputs: open(run).map(({ id }) => ({ tool_call_id: id, output: `of ${id}` })),
    })
    const wrong = { tool_outputs: [{ tool_call_id: 'call_other', output: 'x' }] }
    expect((await wire.refusal('POST', submitPath, wrong)).message).toContain('Expected tool outputs')

    const second = await collect(wire.stream(submitPath, outputs(waiting)))
    expect(namesOf(second).slice(0, 3)).toEqual([
      'thread.run.step.completed',
      'thread.run.queued',
      'thread.run.in_progress',
    ])
    const again = second.at(-1)?.data as Run
    expect(again.status).toBe('requires_action')
    await wire.call('POST', submitPath, outputs(again))
    const run = await rested(at(), waiting)
    expect(run.status).toBe('completed')
    const { data } = await wire.call<List<Step>>('GET', `${path}/runs/${run.id}/steps?order=asc`)
    expect(data.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'tool_calls completed',
      'tool_calls completed',
      'message_creation completed',
    ])
    expect(data[0]?.step_details).toMatchObject({
      tool_calls: open(waiting).map(({ id }) => ({ id, function: { output: `of ${id}` } })),
    })
  })

  it('are cancelled while they wait', async () => {
    const { tapes, wire } = at()
    const { assistant_id, path } = await prepared(at(), { tools: [weather] })
    tapes.put([...call(0, 'get_weather', '{}'), stopForCalls])
    const events = await collect(wire.stream(`${path}/runs`, { assistant_id }))
    const run = events.at(-1)?.data as Run
    await wire.call('POST', `${path}/runs/${run.id}/cancel`, {})
    expect(await rested(at(), run)).toMatchObject({ status: 'cancelled', required_action: null })
    const view = await viewOf(at(), run.id)
    expect(view.stages.map(({ status }) => status).slice(-2)).toEqual(['cancelling', 'cancelled'])
  })
}

function endings(at: At) {
  it('are cancelled while they speak, and keep what they said', async () => {
    const { tapes, wire } = at()
    const { assistant_id, path, thread_id } = await prepared(at())
    const gate = createGate()
    tapes.put([text('half'), gate, stop])
    const run = await wire.run(thread_id, { assistant_id })
    await gate.reached
    expect((await wire.call<Run>('POST', `${path}/runs/${run.id}/cancel`, {})).status).toBe('cancelling')
    expect((await rested(at(), run)).status).toBe('cancelled')
    expect(await wire.refusal('POST', `${path}/runs/${run.id}/cancel`, {})).toMatchObject({ status: 400 })
    const view = await viewOf(at(), run.id)
    expect(view.steps.map(({ status }) => status)).toEqual(['cancelled'])
    expect(view.messages.map(wordsOf)).toEqual(['half'])
    expect(view.messages).toMatchObject([{ status: 'incomplete', incomplete_details: { reason: 'run_cancelled' } }])
  })

  it('fail with a reason', async () => {
    const { tapes, wire } = at()
    const { assistant_id, thread_id } = await prepared(at())
    tapes.put([text('half'), rateLimited])
    const run = await rested(at(), await wire.run(thread_id, { assistant_id }))
    expect(run).toMatchObject({ status: 'failed', last_error: { message: rateLimited.message } })
    expect((await viewOf(at(), run.id)).steps.map(({ status }) => status)).toEqual(['failed'])
  })
}
