import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { List } from '@/lib/protocol/list'
import type { LabelInUse, RunCounts, RunSummary, ThreadSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { collect } from '@/lib/backend/testing/wire'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createTapes, rateLimited, stop, text } from './testing/tapes'

let tapes: ReturnType<typeof createTapes>
let wire: TestBackend
beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

const here = (path: string) => `/../api/connections/embedded${path}`

const idsOf = async (path: string) =>
  (await wire.call<List<ThreadSummary | RunSummary>>('GET', here(path))).data.map(({ id }) => id)

async function ended(assistant_id: string): Promise<Run> {
  const thread = await wire.thread({ metadata: { customer: 'c-1' } })
  return (await collect(wire.stream(`/threads/${thread.id}/runs`, { assistant_id }))).at(-1)?.data as Run
}

describe('labels', () => {
  it('are put on many at once and found by; the wire neither tells of them nor loses them', async () => {
    const [first, second, third] = [await wire.thread(), await wire.thread(), await wire.thread()]
    const before = await wire.call<Thread>('GET', `/threads/${first.id}`)
    const ids = [first.id, second.id, 'thread_none']
    const { changed } = await wire.call<{ changed: string[] }>('POST', here('/labels'), {
      kind: 'thread',
      ids,
      add: [' To review ', '待办'],
    })
    expect(changed).toEqual([first.id, second.id])
    expect(await idsOf('/threads?label=to%20REVIEW')).toEqual([second.id, first.id])
    expect(await wire.call<Thread>('GET', `/threads/${first.id}`)).toEqual(before)

    await wire.call('POST', `/threads/${first.id}`, { metadata: { changed: 'by an SDK' } })
    const summary = await wire.call<ThreadSummary>('GET', here(`/threads/${first.id}`))
    expect(summary.labels).toEqual(['To review', '待办'])
    await wire.call('POST', here('/labels'), { kind: 'thread', ids: [first.id], remove: ['to review'] })
    const { data } = await wire.call<{ data: LabelInUse[] }>('GET', here('/labels?kind=thread'))
    expect(data).toEqual([
      { label: 'To review', count: 1 },
      { label: '待办', count: 2 },
    ])
    expect(await idsOf('/threads?label=nobody')).toEqual([])
    expect(await idsOf('/threads?empty=true&order=asc&sort=created')).toEqual([first.id, second.id, third.id])
  })

  it('are refused where they are none, and where there is nothing to put them on', async () => {
    const thread = await wire.thread()
    const refusal = (body: object) =>
      wire.refusal('POST', here('/labels'), { kind: 'thread', ids: [thread.id], ...body })
    expect(await refusal({ add: ['  '] })).toMatchObject({ status: 400, param: 'add[0]' })
    expect(await refusal({ add: ['x'.repeat(65)] })).toMatchObject({ status: 400, param: 'add[0]' })
    expect(await refusal({ kind: 'assistant' })).toMatchObject({ status: 400, param: 'kind' })
    expect(await refusal({ ids: ['thread_none'], add: ['a'] })).toMatchObject({ status: 404 })
  })
})

it('an assistant without a run is found as unused', async () => {
  const [used, unused] = [await wire.assistant(), await wire.assistant()]
  tapes.put([text('ok'), stop])
  await ended(used.id)
  expect(await idsOf('/unused-assistants')).toEqual([unused.id])
})

describe('runs', () => {
  it('are counted by status, labelled and put in order', async () => {
    const { id } = await wire.assistant()
    tapes.put([text('ok'), stop], [rateLimited])
    const [done, failed] = [await ended(id), await ended(id)]
    await wire.call('POST', here('/labels'), { kind: 'run', ids: [done.id], add: ['good'] })
    expect(await idsOf('/runs?label=good')).toEqual([done.id])
    expect(await idsOf('/runs?sort=tokens')).toEqual([done.id, failed.id])
    expect(await idsOf('/runs?sort=created&order=asc')).toEqual([done.id, failed.id])
    expect(await wire.call<RunCounts>('GET', here('/run-counts'))).toMatchObject({ completed: 1, failed: 1, queued: 0 })
    expect(await wire.call<RunCounts>('GET', here('/run-counts?label=good'))).toMatchObject({ completed: 1, failed: 0 })
    expect(await wire.refusal('GET', here('/runs?sort=colour'))).toMatchObject({ status: 400, param: 'sort' })
  })
})

describe('ratings', () => {
  it('are given to runs, found by, changed and taken away; the wire tells nothing of them', async () => {
    tapes.put([text('One.'), stop], [text('Two.'), stop])
    const assistant = await wire.assistant()
    const [first, second] = [await ended(assistant.id), await ended(assistant.id)]
    const at = (run: Run) => here(`/runs/${run.id}/rating`)
    const rated = await wire.call<RunSummary>('PUT', at(first), { value: 'up', note: ' Right. ' })
    expect(rated.rating).toEqual({ value: 'up', note: 'Right.', rated_ms: expect.any(Number) })
    await wire.call('PUT', at(second), { value: 'down' })
    expect(await idsOf('/runs?rating=up')).toEqual([first.id])
    expect(await idsOf('/runs?rating=any')).toEqual([second.id, first.id])
    expect(await wire.call<RunCounts>('GET', here('/run-counts?rating=down'))).toMatchObject({ completed: 1 })
    expect(await wire.call<Run>('GET', `/threads/${first.thread_id}/runs/${first.id}`)).toEqual(first)

    await wire.call('POST', here('/labels'), { kind: 'run', ids: [first.id], add: ['slow', 'good'] })
    expect(await wire.call('GET', here(`/threads/${first.thread_id}/run-marks`))).toEqual({
      [first.id]: { labels: ['good', 'slow'], rating: rated.rating },
    })

    await wire.call('PUT', at(first), { value: 'down', note: 'No.' })
    expect(await idsOf('/runs?rating=down')).toEqual([second.id, first.id])
    expect(await wire.call<RunSummary>('DELETE', at(first))).not.toHaveProperty('rating')
    expect(await wire.refusal('PUT', at(second), { value: 'sideways' })).toMatchObject({ status: 400, param: 'value' })
    expect(await wire.refusal('PUT', here('/runs/run_none/rating'), { value: 'up' })).toMatchObject({ status: 404 })

    await wire.call('DELETE', `/threads/${second.thread_id}`)
    expect(await idsOf('/runs?rating=any'), 'they go with their run').toEqual([])
  })
})
