import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collect } from '@/lib/backend/testing/wire'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Change, ChangesReady, RunSummary, ThreadSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { readFrames } from '@/lib/protocol/sse'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createGate, createTapes, rateLimited, stop, text } from './testing/tapes'

let tapes: ReturnType<typeof createTapes>
let wire: TestBackend
beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

const api = (path: string) => `/../api${path}`
const here = (path: string) => api(`/connections/embedded${path}`)

async function frames(path: string) {
  const response = await wire.send('GET', path)
  if (response.status !== 200 || !response.body) throw new Error(`GET ${path} was refused: ${await response.text()}`)
  return readFrames(response.body)
}

async function finishedRun(...words: string[]): Promise<Run> {
  const assistant = await wire.assistant({ name: 'Weather' })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'What is the weather in 罗马?' }] })
  tapes.put([...words.map(text), stop])
  return (await collect(wire.stream(`/threads/${thread.id}/runs`, { assistant_id: assistant.id }))).at(-1)?.data as Run
}

describe('connections', () => {
  it('say what answers', async () => {
    expect(wire.info).toMatchObject({
      id: 'embedded',
      kind: 'embedded',
      model: { kind: 'scripted', host: null },
      default_model: 'tape',
    })
    expect(await wire.refusal('GET', api('/connections/other/threads'))).toMatchObject({ status: 404 })
    expect(await wire.call('GET', here('/python'))).toMatchObject({ ok: false, sandbox: 'pyodide' })
  })
})

describe('a message', () => {
  it('says something else when it is rewritten, to the pages and to the models of runs to come', async () => {
    const thread = await wire.thread({ messages: [{ role: 'user', content: 'first' }] })
    const { data } = await wire.call<List<Message>>('GET', `/threads/${thread.id}/messages`)
    const path = here(`/threads/${thread.id}/messages/${data[0]?.id}`)
    const rewritten = await wire.call<Message>('POST', path, { text: 'second' })
    expect(rewritten).toMatchObject({ id: data[0]?.id, content: [{ text: { value: 'second' } }] })
    expect(await wire.call('GET', `/threads/${thread.id}/messages/${data[0]?.id}`)).toEqual(rewritten)
    expect(await wire.call<ThreadSummary>('GET', here(`/threads/${thread.id}`))).toMatchObject({
      preview: 'second',
      message_count: 1,
    })
    expect(await wire.refusal('POST', path, { text: '' })).toMatchObject({ status: 400, param: 'text' })
    expect(await wire.refusal('POST', here(`/threads/${thread.id}/messages/msg_none`), { text: 'x' })).toMatchObject({
      status: 404,
    })
  })

  it('stays as it is while a run of its thread is active', async () => {
    const assistant = await wire.assistant()
    const thread = await wire.thread({ messages: [{ role: 'user', content: 'first' }] })
    const gate = createGate()
    tapes.put([gate, text('done'), stop])
    await wire.run(thread.id, { assistant_id: assistant.id })
    await gate.reached
    const { data } = await wire.call<List<Message>>('GET', `/threads/${thread.id}/messages`)
    const path = here(`/threads/${thread.id}/messages/${data[0]?.id}`)
    expect((await wire.refusal('POST', path, { text: 'second' })).message).toContain('while a run')
    gate.release()
  })
})

describe('a run’s log', () => {
  it('is numbered from one without gaps and can be resumed at any number', async () => {
    const run = await finishedRun('Sun', 'ny', '.')
    const path = here(`/runs/${run.id}/events`)
    const all = (await collect(await frames(path))).slice(0, -1)
    const events = all.map(({ data }) => JSON.parse(data) as LoggedEvent)
    expect(all.map(({ id }) => Number(id))).toEqual(events.map((_, index) => index + 1))
    expect(events.every(({ source, at }) => source === 'engine' && at > 0)).toBe(true)
    for (const { seq } of events) {
      const rest = (await collect(await frames(`${path}?after=${seq}`))).slice(0, -1)
      expect(rest.map(({ data }) => JSON.parse(data) as unknown)).toEqual(events.slice(seq))
    }
  })

  it('is followed live, past waiting for outputs, by as many as want to', async () => {
    const assistant = await wire.assistant()
    const thread = await wire.thread()
    const gate = createGate()
    tapes.put([text('Half'), gate, text(' and whole.'), stop])
    const run = await wire.run(thread.id, { assistant_id: assistant.id })
    const readers = Array.from({ length: 5 }, async () => collect(await frames(here(`/runs/${run.id}/events`))))
    await gate.reached
    gate.release()
    const logs = await Promise.all(readers)
    expect(new Set(logs.map((log) => JSON.stringify(log))).size).toBe(1)
    expect(logs[0]?.at(-2)?.event).toBe('thread.run.completed')
  })

  it('refuses a number that is none, and a run that is none', async () => {
    const run = await finishedRun('ok')
    expect((await wire.refusal('GET', here(`/runs/${run.id}/events?after=x`))).param).toBe('after')
    expect((await wire.refusal('GET', here('/runs/run_none/events'))).status).toBe(404)
  })
})

describe('the thread index', () => {
  it('shows what happened last, first, and finds by title, words and id', async () => {
    const run = await finishedRun('ok')
    const other = await wire.thread({ messages: [{ role: 'user', content: 'Something else' }] })
    await wire.message(run.thread_id, { content: 'And tomorrow?' })
    const search = async (q = '') => {
      const { data } = await wire.call<List<ThreadSummary>>('GET', here(`/threads?q=${encodeURIComponent(q)}`))
      return data.map(({ id }) => id)
    }
    expect(await search()).toEqual([run.thread_id, other.id])
    expect(await search('罗马')).toEqual([run.thread_id])
    expect(await search('SOMETHING')).toEqual([other.id])
    expect(await search(other.id)).toEqual([other.id])
    const renamed = await wire.call<ThreadSummary>('POST', here(`/threads/${other.id}`), { title: 'Trip 100%' })
    expect(renamed).toMatchObject({ title: 'Trip 100%', preview: 'Something else', message_count: 1, last_run: null })
    expect(await search('100%')).toEqual([other.id])
    expect(await wire.call<ThreadSummary>('GET', here(`/threads/${run.thread_id}`))).toMatchObject({
      message_count: 3,
      last_run: { id: run.id, status: 'completed' },
    })
  })
})

describe('the list of all runs', () => {
  it('is filtered by status, assistant and thread, and paged', async () => {
    const done = await finishedRun('ok')
    tapes.put([rateLimited])
    const assistant = await wire.assistant({ name: 'Other' })
    const thread = await wire.thread()
    await collect(wire.stream(`/threads/${thread.id}/runs`, { assistant_id: assistant.id }))
    const search = async (query: string) => (await wire.call<List<RunSummary>>('GET', here(`/runs?${query}`))).data
    expect((await search('')).map(({ run }) => run.status)).toEqual(['failed', 'completed'])
    expect((await search('status=completed,queued')).map(({ id }) => id)).toEqual([done.id])
    expect((await search(`assistant_id=${assistant.id}`)).map(({ assistant_name }) => assistant_name)).toEqual([
      'Other',
    ])
    expect((await search(`thread_id=${done.thread_id}`)).map(({ id }) => id)).toEqual([done.id])
    const [first] = await search('limit=1')
    expect((await search(`limit=1&after=${first?.id}`)).map(({ id }) => id)).toEqual([done.id])
    expect(first?.ended_ms).toBeGreaterThanOrEqual(first?.created_ms ?? Infinity)
    expect((await wire.refusal('GET', here('/runs?status=fine'))).status).toBe(400)
  })

  it('tells what the thread of each is called', async () => {
    const { id, thread_id } = await finishedRun('ok')
    const threadOf = async () => (await wire.call<RunSummary>('GET', here(`/runs/${id}`))).thread
    const { title, preview } = await wire.call<ThreadSummary>('GET', here(`/threads/${thread_id}`))
    expect(preview).toBeTruthy()
    expect(await threadOf()).toEqual({ title, preview })
    await wire.call('POST', here(`/threads/${thread_id}`), { title: 'Trip' })
    expect(await threadOf()).toEqual({ title: 'Trip', preview })
  })
})

describe('changes', () => {
  it('tell of what lists show, as it happens', async () => {
    const changes = await frames(here('/changes'))
    const seen: Change[] = []
    const ready = (await changes.next()).value
    expect(ready).toMatchObject({ event: 'ready', data: '{"last_change_ms":null}' })
    const run = await finishedRun('ok')
    for await (const { data } of changes) {
      const change = JSON.parse(data) as Change
      seen.push(change)
      if (change.kind === 'run' && change.status === 'completed') break
    }
    const about = seen.map(({ kind, verb, status }) => `${kind} ${verb}${status ? ` ${status}` : ''}`)
    expect(about).toEqual(
      expect.arrayContaining(['assistant put', 'thread put', 'run put queued', 'run put completed']),
    )
    expect(seen.at(-1)).toMatchObject({ id: run.id, thread_id: run.thread_id })
  })

  it('begin with the moment of the last one, for those who listen late', async () => {
    const before = Date.now()
    await wire.thread()
    for await (const { event, data } of await frames(here('/changes'))) {
      expect(event).toBe('ready')
      expect((JSON.parse(data) as ChangesReady).last_change_ms).toBeGreaterThanOrEqual(before)
      break
    }
  })
})
