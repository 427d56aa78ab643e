// What a model thought before it answered: kept beside its steps, given back with the calls it came with, on no wire.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collect } from '@/lib/backend/testing/wire'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import type { ListedNote, RunSummary, StepNote } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { readFrames } from '@/lib/protocol/sse'
import type { Step } from '@/lib/protocol/step'
import { allById, byId } from '@/lib/run/by-id'
import { emptyView, fold } from '@/lib/run/fold'
import { pendingCalls } from '@/lib/run/tool-calls'
import type { ModelChunk } from '@/lib/backend/models/model'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { call, createGate, createTapes, rateLimited, stop, stopForCalls, text } from './testing/tapes'

const tools = [{ type: 'function', function: { name: 'weather' } }] as const

const thought = (words: string, field: 'reasoning_content' | null = 'reasoning_content'): ModelChunk => ({
  type: 'reasoning',
  text: words,
  field,
})

let wire: TestBackend
let tapes: ReturnType<typeof createTapes>

beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

async function begun(): Promise<Run> {
  const assistant = await wire.assistant({ tools: [...tools] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hi' }] })
  return wire.run(thread.id, { assistant_id: assistant.id })
}

const placeOf = ({ thread_id, id }: Run) => `/threads/${thread_id}/runs/${id}`

async function answered(run: Run) {
  const calls = pendingCalls(await wire.getRun(run))
  const tool_outputs = calls.map(({ id }) => ({ tool_call_id: id, output: 'sunny' }))
  return wire.call<Run>('POST', `${placeOf(run)}/submit_tool_outputs`, { tool_outputs })
}

/** The run's log to its end or to where it is enough, and what it folds to. */
async function followed(run: Run, isEnough: (event: LoggedEvent) => boolean = () => false) {
  const { body } = await own(`/runs/${run.id}/events`)
  const events: LoggedEvent[] = []
  for await (const { event, data } of readFrames(body!)) {
    if (event === 'done') break
    const entry = JSON.parse(data) as LoggedEvent
    events.push(entry)
    if (isEnough(entry)) break
  }
  return { events, view: fold(emptyView, events) }
}

/** Waits until the run asks for outputs, for the first or another time. */
function waiting(run: Run, time = 1) {
  let times = 0
  return followed(run, ({ event }) => event === 'thread.run.requires_action' && (times += 1) === time)
}

const own = (path: string) => wire.send('GET', `/../api/connections/embedded${path}`)
const owned = async <T>(path: string) => (await (await own(path)).json()) as T
const stepsOf = (run: Run) => wire.call<List<Step>>('GET', `${placeOf(run)}/steps?order=asc`)

describe('reasoning', () => {
  it('is in the log and in no stream of the wire, and no part of messages and steps', async () => {
    const assistant = await wire.assistant()
    const thread = await wire.thread({ messages: [{ role: 'user', content: 'hi' }] })
    tapes.put([thought('They ask '), thought('me.'), text('Hello.'), stop])
    const events = await collect(wire.stream(`/threads/${thread.id}/runs`, { assistant_id: assistant.id }))
    expect(JSON.stringify(events)).not.toContain('They ask')
    const run = events.at(-1)?.data as Run
    expect(run.status).toBe('completed')
    const [step] = (await stepsOf(run)).data
    const { view } = await followed(run)
    expect(allById(view.notes).map(({ id }) => id)).toEqual([step?.id])
    const note = byId(view.notes, step!.id)
    expect(note?.reasoning).toMatchObject({ text: 'They ask me.', field: 'reasoning_content' })
    expect(note!.reasoning!.to_ms).toBeGreaterThanOrEqual(note!.reasoning!.from_ms)

    const { data } = await owned<List<ListedNote>>(`/runs/${run.id}/notes`)
    const { from_ms, to_ms } = note!.reasoning!
    expect(data).toEqual([{ id: step!.id, reasoning: { from_ms, to_ms }, left_out: 0, without: [] }])
    expect(await owned<StepNote>(`/runs/${run.id}/notes/${step!.id}`)).toEqual(note)
    expect(await owned<RunSummary>(`/runs/${run.id}`)).toMatchObject({ has_notes: true })
  })

  it('goes back with the calls it came with, in the rounds of one run, also after a restart', async () => {
    tapes.put(
      [thought('First the weather.'), text('One moment.'), ...call(0, 'weather', '{}'), stopForCalls],
      [thought('Once more.'), ...call(0, 'weather', '{}'), stopForCalls],
    )
    const run = await begun()
    await waiting(run)
    await answered(run)
    await waiting(run, 2)
    expect(tapes.inputs[1]?.turns.slice(1)).toMatchObject([
      { role: 'assistant', reasoning: { field: 'reasoning_content', text: 'First the weather.' } },
      { role: 'calls' },
    ])
    wire = await wire.restart(tapes.models)
    tapes.put([text('Sunny.'), stop])
    await answered(run)
    await followed(run)
    expect(tapes.inputs[2]?.turns.slice(1)).toMatchObject([
      { role: 'assistant', reasoning: { text: 'First the weather.' } },
      { role: 'calls' },
      { role: 'calls', reasoning: { text: 'Once more.' } },
    ])
    tapes.put([text('You are welcome.'), stop])
    const next = await wire.run(run.thread_id, { assistant_id: run.assistant_id })
    await followed(next)
    expect(JSON.stringify(tapes.inputs[3]?.turns)).not.toContain('reasoning')
  })

  it('stays here where the endpoint sent it in another way', async () => {
    tapes.put([thought('Hm.', null), ...call(0, 'weather', '{}'), stopForCalls], [text('Sunny.'), stop])
    const run = await begun()
    await waiting(run)
    await answered(run)
    await followed(run)
    expect(JSON.stringify(tapes.inputs[1]?.turns)).not.toContain('Hm.')
    const { data } = await owned<List<ListedNote>>(`/runs/${run.id}/notes`)
    expect(data).toHaveLength(1)
  })

  it('does not take the place of half an answer: only an answer does', async () => {
    tapes.put([text('Half an'), createGate(), stop])
    const run = await begun()
    await followed(run, ({ event }) => event === 'thread.message.delta')
    tapes.put([thought('Where was I?'), rateLimited])
    wire = await wire.restart(tapes.models)
    const { events } = await followed(run)
    const broken = events.filter(({ event }) => event === 'thread.run.step.failed')
    expect(events.at(-1)).toMatchObject({ event: 'thread.run.failed' })
    expect(JSON.stringify(broken)).not.toContain('The model was asked again')
    expect(allById(fold(emptyView, events).notes)).toMatchObject([{ reasoning: { text: 'Where was I?' } }])
  })

  it('stands beside what the request had to do without', async () => {
    tapes.put([{ type: 'adapted', left_out: 12, without: ['strict'] }, thought('Hm.'), text('Hello.'), stop])
    const run = await begun()
    const { view } = await followed(run)
    const { data } = await owned<List<ListedNote>>(`/runs/${run.id}/notes`)
    expect(data).toMatchObject([{ reasoning: {}, left_out: 12, without: ['strict'] }])
    expect(allById(view.notes)).toMatchObject([{ reasoning: { text: 'Hm.' }, left_out: 12 }])
    expect(tapes.inputs[0]).toMatchObject({ truncation: 'auto' })
  })

  it('is kept of a run that ended before its first step', async () => {
    tapes.put([thought('Where to begin?'), rateLimited])
    const run = await begun()
    const { view } = await followed(run)
    expect(view.run?.status).toBe('failed')
    expect((await stepsOf(run)).data).toEqual([])
    expect(await owned<RunSummary>(`/runs/${run.id}`)).toMatchObject({ has_notes: true })
    const { data } = await owned<List<ListedNote>>(`/runs/${run.id}/notes`)
    expect(data).toMatchObject([{ reasoning: { from_ms: expect.any(Number) } }])
    const note = await owned<StepNote>(`/runs/${run.id}/notes/${data[0]?.id}`)
    expect([note]).toEqual(allById(view.notes))
    expect(note.reasoning?.text).toBe('Where to begin?')
  })

  it('goes back with its structure where it came with one, whole and in order', async () => {
    const details = (...each: readonly object[]) =>
      ({ type: 'reasoning', text: '', field: null, details: each }) as ModelChunk
    const encrypted = { type: 'reasoning.encrypted', data: 'x9', id: 'rs_1', index: 1 }
    tapes.put(
      [
        details({ type: 'reasoning.text', text: 'First ', index: 0, format: 'f' }),
        details({ type: 'reasoning.text', text: 'the weather.', index: 0 }),
        details({ type: 'reasoning.text', signature: 's1', index: 0 }, encrypted),
        ...call(0, 'weather', '{}'),
        stopForCalls,
      ],
      [text('Sunny.'), stop],
    )
    const run = await begun()
    await waiting(run)
    wire = await wire.restart(tapes.models)
    await answered(run)
    await followed(run)
    expect(tapes.inputs[1]?.turns.at(-1)).toMatchObject({
      role: 'calls',
      reasoning: {
        details: [
          { type: 'reasoning.text', text: 'First the weather.', signature: 's1', index: 0, format: 'f' },
          encrypted,
        ],
      },
    })
  })

  it('is not there for a run without any, nor for a step of another run', async () => {
    tapes.put([text('Hello.'), stop])
    const run = await begun()
    await followed(run)
    expect(await owned<RunSummary>(`/runs/${run.id}`)).toMatchObject({ has_notes: false })
    expect(await owned<List<ListedNote>>(`/runs/${run.id}/notes`)).toMatchObject({ data: [] })
    expect((await own(`/runs/${run.id}/notes/step_none`)).status).toBe(404)
    expect((await own('/runs/run_none/notes')).status).toBe(404)
  })
})
