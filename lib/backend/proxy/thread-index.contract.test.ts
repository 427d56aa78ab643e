// The index of a connection's threads: its backend's whole list where it has one, and what is added by ids.
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { collect } from '@/lib/backend/testing/wire'
import { createGate, stop, text } from '@/lib/backend/embedded/testing/tapes'
import type { List } from '@/lib/protocol/list'
import type { AddedThread, ObjectPlace, RunSummary, ThreadIndex, ThreadSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { startOverEmbedded } from './testing/start-over-embedded'

const LONG_MS = 600_000

/** No time is lost, but for the day, or the hour, until the list is read again. */
const sleep = (ms: number, signal: AbortSignal) => wait(ms > LONG_MS ? 2 ** 30 : 0, undefined, { signal })

type Settings = Parameters<typeof startOverEmbedded>[0]

async function start(settings: Settings = {}) {
  const started = await startOverEmbedded({ sleep, ...settings })
  const { own, there } = started
  const index = async () => (await own<ThreadIndex>('/thread-index')).value
  return {
    ...started,
    index,
    list: async (query = '') => (await own<List<ThreadSummary>>(`/threads${query}`)).value.data,
    move: (action: 'start' | 'stop') => own<ThreadIndex>(`/thread-index/${action}`, { method: 'POST' }),
    add: (id: string) => own<AddedThread>(`/threads/${id}/add`, { method: 'POST' }),
    /** Threads at the other backend, each with a question. */
    async ask(count: number) {
      const ids: string[] = []
      for (let n = 1; n <= count; n += 1) {
        ids.push((await there.thread({ messages: [{ role: 'user', content: `question ${n} 问题` }] })).id)
      }
      return ids
    },
    reads: async (status: 'complete' | 'failed' = 'complete') =>
      expect.poll(async () => (await index()).listing?.status, { timeout: 5_000 }).toBe(status),
  }
}

it('reads the whole list of its backend, and what was asked in each thread', async () => {
  const { there, tapes, ask, list, index, move, reads, asked } = await start({ listing: true })
  await reads()
  const ids = await ask(3)
  tapes.put([text('an answer'), stop])
  const { id: assistant_id } = await there.assistant({ name: 'theirs' })
  await collect(there.stream(`/threads/${ids[0]}/runs`, { assistant_id }))
  await move('start')
  await reads()
  expect(await list('?sort=created')).toMatchObject([
    { id: ids[2], preview: 'question 3 问题', message_count: 1 },
    { id: ids[1], preview: 'question 2 问题', last_run: null },
    { id: ids[0], preview: 'question 1 问题', message_count: 2, last_run: { status: 'completed' } },
  ])
  expect((await list('?status=completed')).map(({ id }) => id)).toEqual([ids[0]])
  expect((await list(`?q=${encodeURIComponent('3 问题')}`)).map(({ id }) => id)).toEqual([ids[2]])
  const { listing } = await index()
  expect(listing).toMatchObject({ phase: 'reading', listed: 3, listed_before: 3, unread: 0, error: null })
  expect(listing?.complete_ms).toBeGreaterThan(0)
  expect(
    asked.filter((line) => line.startsWith('POST')),
    'nothing is done there',
  ).toEqual([])
})

it('tells what a thread is called without reading it, to whoever reads it by the wire', async () => {
  const { there, ask, own, asked } = await start()
  const [id = ''] = await ask(1)
  await there.call('POST', `/../api/connections/embedded/threads/${id}`, { title: 'Theirs' })
  expect((await own<ThreadSummary>(`/threads/${id}?content=later`)).value).toMatchObject({ title: 'Theirs' })
  expect(asked.filter((line) => line.includes('/messages') || line.includes('/runs'))).toEqual([])
  expect((await own<ThreadSummary>(`/threads/${id}`)).value).toMatchObject({ title: 'Theirs', message_count: 1 })
})

it('has the names of assistants that nobody has asked for here, and asks once for each that is gone', async () => {
  const { there, tapes, ask, list, own, move, reads, asked } = await start({ listing: true })
  await reads()
  const ids = await ask(3)
  const { id: named } = await there.assistant({ name: 'theirs' })
  const { id: gone } = await there.assistant({ name: 'gone' })
  for (const [index, assistant_id] of [named, gone, gone].entries()) {
    tapes.put([text('an answer'), stop])
    await collect(there.stream(`/threads/${ids[index]}/runs`, { assistant_id }))
  }
  await there.call('DELETE', `/assistants/${gone}`)
  await move('start')
  await reads()
  await expect
    .poll(async () => (await list('?sort=created')).map(({ last_run: run }) => run?.assistant_name))
    .toEqual([null, null, 'theirs'])
  const { value: runs } = await own<List<RunSummary>>('/runs')
  expect(runs.data.map(({ assistant_name: name }) => name)).toEqual(expect.arrayContaining([null, 'theirs']))
  expect(asked.filter((line) => line.startsWith('GET /assistants/')).toSorted()).toEqual(
    [`GET /assistants/${gone}`, `GET /assistants/${named}`].toSorted(),
  )
})

it('takes over what another playground calls its threads, unless they have a name here', async () => {
  const { there, tapes, ask, list, own, move, reads } = await start({ listing: true })
  await reads()
  const [named = '', both = ''] = await ask(2)
  tapes.put([text('an answer'), stop])
  const { id: assistant_id } = await there.assistant()
  await collect(there.stream(`/threads/${named}/runs`, { assistant_id }))
  const { data: runs } = await there.call<List<Run>>('GET', `/threads/${named}/runs`)
  await there.call('PUT', `/../api/connections/embedded/runs/${runs[0]!.id}/rating`, { value: 'up', note: '好' })
  expect((await own(`/threads/${named}/run-marks`)).value).toMatchObject({
    [runs[0]!.id]: { labels: [], rating: { value: 'up', note: '好' } },
  })
  await there.call('POST', `/../api/connections/embedded/threads/${named}`, { title: 'Theirs' })
  const label = { kind: 'thread', ids: [named], add: ['far'] }
  await there.call('POST', '/../api/connections/embedded/labels', label)
  await move('start')
  await reads()
  expect(await list('?sort=created&order=asc')).toMatchObject([
    { id: named, title: 'Theirs', labels: ['far'] },
    { id: both, title: null, labels: [] },
  ])
  await own(`/threads/${named}`, { method: 'POST', body: JSON.stringify({ title: 'Ours' }) })
  await move('start')
  await reads()
  expect((await list('?q=Ours')).map(({ id }) => id)).toEqual([named])
})

it('asks one thing at a time', async () => {
  const { ask, answerInstead, move, reads } = await start({ listing: true })
  await reads()
  await ask(5)
  let [underway, most] = [0, 0]
  answerInstead(async () => {
    most = Math.max(most, ++underway)
    await wait(1)
    underway -= 1
    return undefined
  })
  await move('start')
  await reads()
  expect(most).toBe(1)
})

it('marks threads that the list has no more, once their backend says that they are gone', async () => {
  const { there, ask, list, index, move, reads } = await start({ listing: true })
  await reads()
  const ids = await ask(3)
  await move('start')
  await reads()
  await there.call('DELETE', `/threads/${ids[1]}`)
  await move('start')
  await reads()
  expect((await list('?gone=true')).map(({ id }) => id)).toEqual([ids[1]])
  expect((await list('?gone=false&sort=created')).map(({ id }) => id)).toEqual([ids[2], ids[0]])
  expect((await list('?gone=true'))[0]).toMatchObject({ preview: 'question 2 问题', message_count: 1 })
  expect(await index()).toMatchObject({ gone: 1, listing: { listed: 2 } })
})

it('waits as long as it is told to, and says so', async () => {
  const waited: number[] = []
  const { ask, answerInstead, index, move, reads } = await start({
    listing: true,
    async sleep(ms, signal) {
      if (ms < LONG_MS) waited.push(ms)
      return sleep(ms, signal)
    },
  })
  await reads()
  await ask(1)
  let isLimited = true
  answerInstead(() => {
    if (!isLimited) return undefined
    isLimited = false
    const error = { message: 'Slow down.', type: 'rate_limit', param: null, code: null }
    return Response.json({ error }, { status: 429, headers: { 'retry-after': '7' } })
  })
  await move('start')
  await reads()
  expect(waited).toContain(7_000)
  expect((await index()).listing).toMatchObject({ listed: 1, waits_until_ms: null })
})

it('is stopped and goes on where it was, and so does the next process', async () => {
  const { there, answerInstead, asked, index, move, reads, restart } = await start({ listing: true })
  await reads()
  await Promise.all(Array.from({ length: 101 }, () => there.thread()))
  /** Holds the second page. */
  function hold() {
    const gate = createGate()
    answerInstead(async (request) => {
      if (new URL(request.url).searchParams.has('after')) await gate.pass(request.signal)
      return undefined
    })
    return gate
  }
  let gate = hold()
  await move('start')
  await gate.reached
  const { value } = await move('stop')
  expect(value.listing).toMatchObject({ status: 'stopped', phase: 'listing', listed: 100 })
  await restart()
  expect((await index()).listing?.status, 'what somebody stopped stays so').toBe('stopped')

  gate = hold()
  const before = asked.length
  await move('start')
  await gate.reached
  await restart()
  answerInstead(() => undefined)
  gate.release()
  await expect.poll(async () => (await index()).listing?.listed, { timeout: 5_000 }).toBe(101)
  await move('stop')
  const lists = asked.slice(before).filter((line) => line.startsWith('GET /threads?'))
  expect(
    lists.every((line) => line.includes('after=')),
    'never from the beginning',
  ).toBe(true)
})

it('says why it cannot go on', async () => {
  const { answerInstead, index, move, reads } = await start({ listing: true })
  await reads()
  answerInstead(() => {
    const error = { message: 'Lists are for administrators.', type: 'forbidden', param: null, code: null }
    return Response.json({ error }, { status: 403 })
  })
  await move('start')
  await reads('failed')
  expect((await index()).listing).toMatchObject({ status: 'failed', error: 'Lists are for administrators.' })
})

it('has no list where its backend has none, and says since when it looks', async () => {
  const { index, move } = await start({ kind: 'openai', clock: () => 1_790_000_000_000 })
  expect(await index()).toEqual({ since_ms: 1_790_000_000_000, gone: 0, listing: null })
  expect((await move('start')).status).toBe(400)
})

it('adds threads by their ids, and says what became of each', async () => {
  const { there, ask, add, answerInstead, list, own } = await start({ kind: 'openai' })
  const [first = '', second = ''] = await ask(2)
  expect(await add(first)).toMatchObject({
    status: 200,
    value: { outcome: 'added', thread: { id: first, preview: 'question 1 问题', message_count: 1 } },
  })
  expect((await add(first)).value.outcome).toBe('known')
  expect((await add('thread_none')).status).toBe(404)
  answerInstead(() => new Response('{}', { status: 429, headers: { 'retry-after': '3' } }))
  const limited = await add(second)
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3'])
  answerInstead(() => undefined)
  await there.call('DELETE', `/threads/${second}`)
  expect((await add(second)).status).toBe(404)
  expect((await list()).map(({ id }) => id)).toEqual([first])
  expect((await own<ThreadSummary>(`/threads/${first}`)).value).not.toHaveProperty('is_unread')
})

it('finds the thread of a file by the file’s id', async () => {
  const { wire, own } = await start({ kind: 'openai' })
  const { store } = wire()
  const thread = { id: 'thread_f', object: 'thread', created_at: 1, metadata: {} } as const
  await store.threads.insert({ ...thread, tool_resources: { code_interpreter: { file_ids: ['file_t'] } } })
  await store.messages.insert({
    ...{ id: 'msg_f', object: 'thread.message', created_at: 1, thread_id: 'thread_f', role: 'user', metadata: {} },
    ...{ content: [], status: 'completed', assistant_id: null, run_id: null, incomplete_details: null },
    ...{ completed_at: 1, incomplete_at: null, attachments: [{ file_id: 'file_a', tools: [] }] },
  } as Parameters<typeof store.messages.insert>[0])
  const place = async (id: string) => (await own<ObjectPlace>(`/places/${id}`)).value
  expect(await place('file_a')).toEqual({
    ...{ kind: 'file', id: 'file_a', thread_id: 'thread_f' },
    ...{ run_id: null, message_id: 'msg_f' },
  })
  expect(await place('file_t')).toEqual({ kind: 'file', id: 'file_t', thread_id: 'thread_f', run_id: null })
  expect((await own('/places/file_none')).status).toBe(404)
})
