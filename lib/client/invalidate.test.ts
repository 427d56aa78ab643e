import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Change } from '@/lib/protocol/playground'
import { createApi } from './api'
import { createBatch, refresh, refreshOlder, staleBranches } from './invalidate'
import { keys } from './keys'
import { assistantsQuery, runsQuery, threadsQuery } from './queries'
import { messagesQuery, threadQuery } from './thread-queries'

const change = (partial: Partial<Change>): Change => ({
  kind: 'thread',
  verb: 'put',
  id: 'thread_1',
  thread_id: 'thread_1',
  status: null,
  ...partial,
})

/** A client on which each named query is watched; tells which of them asked the server after a change. */
function watched() {
  const asked: string[] = []
  const api = createApi('embedded', async (path) => {
    asked.push(path.split('?')[0] ?? path)
    return Response.json({ object: 'list', data: [], first_id: '', last_id: '', has_more: false })
  })
  const client = new QueryClient()
  const messages = [messagesQuery(api, 'thread_1'), messagesQuery(api, 'thread_2')]
  const lists = [threadsQuery(api), threadsQuery(api, { q: 'price' }), ...messages]
  for (const options of lists) new InfiniteQueryObserver(client, options as never).subscribe(() => {})
  new InfiniteQueryObserver(client, runsQuery(api, { status: 'failed' }) as never).subscribe(() => {})
  new InfiniteQueryObserver(client, assistantsQuery(api) as never).subscribe(() => {})
  new QueryObserver(client, threadQuery(api, 'thread_1') as never).subscribe(() => {})
  return { client, asked }
}

async function askedAfter(what: Change) {
  const { client, asked } = watched()
  await vi.waitFor(() => expect(client.isFetching()).toBe(0))
  asked.length = 0
  await Promise.all(staleBranches('embedded', what).map((queryKey) => client.invalidateQueries({ queryKey })))
  return asked.sort()
}

const own = '/api/connections/embedded'

describe('staleBranches', () => {
  it('asks for every list that names the thread, and for the thread itself, when a thread changes', async () => {
    expect(await askedAfter(change({}))).toEqual([
      `${own}/runs`,
      `${own}/threads`,
      `${own}/threads`,
      `${own}/threads/thread_1`,
      `${own}/threads/thread_1/messages`,
    ])
  })

  it('asks only for the messages of the message’s thread', async () => {
    expect(await askedAfter(change({ kind: 'message', id: 'msg_1' }))).toEqual([
      `${own}/threads`,
      `${own}/threads`,
      `${own}/threads/thread_1`,
      `${own}/threads/thread_1/messages`,
    ])
  })

  it('asks for the filtered lists of runs when a run moves', async () => {
    expect(await askedAfter(change({ kind: 'run', id: 'run_1', status: 'failed' }))).toEqual([
      `${own}/runs`,
      `${own}/threads`,
      `${own}/threads`,
      `${own}/threads/thread_1`,
    ])
  })

  it('asks for the runs of a thread that was deleted, which went with it, and leaves what its page knows of them', () => {
    const branches = staleBranches('embedded', change({ verb: 'deleted' }))
    expect(branches).toContainEqual(keys.runs('embedded'))
    expect(branches).toContainEqual(keys.threadSummary('embedded', 'thread_1'))
    expect(branches).not.toContainEqual(keys.thread('embedded', 'thread_1'))
  })

  it('leaves threads and runs alone when an assistant changes', async () => {
    const asked = await askedAfter(change({ kind: 'assistant', id: 'asst_1', thread_id: null }))
    expect(asked).toEqual([`${own}/assistants`])
  })
})

describe('refresh', () => {
  it('lets a page that was asked for come in before it asks for the list anew', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const api = createApi('embedded', async (path) => {
      const isNext = path.includes('after=')
      if (isNext) await held
      const id = isNext ? 'thread_2' : 'thread_1'
      return Response.json({ object: 'list', data: [{ id }], first_id: id, last_id: id, has_more: !isNext })
    })
    const client = new QueryClient()
    const observer = new InfiniteQueryObserver(client, threadsQuery(api))
    observer.subscribe(() => {})
    await vi.waitFor(() => expect(observer.getCurrentResult().hasNextPage).toBe(true))
    const asked = observer.fetchNextPage()
    const refreshed = refresh(client, keys.threadLists('embedded'))
    release()
    await Promise.all([asked, refreshed])
    expect(observer.getCurrentResult().data?.pages.flatMap(({ data }) => data.map(({ id }) => id))).toEqual([
      'thread_1',
      'thread_2',
    ])
  })
})

describe('refreshOlder', () => {
  it('asks anew for what was known before something happened, and for nothing that is newer', async () => {
    const asked: string[] = []
    const client = new QueryClient()
    const watch = (name: string, updatedAt: number) => {
      client.setQueryData(['here', name], name, { updatedAt })
      const queryFn = () => asked.push(name)
      new QueryObserver(client, { queryKey: ['here', name], queryFn, staleTime: Infinity }).subscribe(() => {})
    }
    const happenedMs = 1_700_000_000_000
    watch('older', happenedMs - 1)
    watch('on its way', happenedMs + 900)
    watch('newer', happenedMs + 5_000)
    await refreshOlder(client, ['here'], happenedMs)
    expect(asked).toEqual(['older', 'on its way'])
  })
})

describe('createBatch', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('gives each branch of a burst once', () => {
    const flushed: unknown[] = []
    const batch = createBatch((branches) => flushed.push(branches), 100)
    batch.add([['a'], ['b', 1]])
    batch.add([['b', 1], ['c']])
    vi.advanceTimersByTime(100)
    expect(flushed).toEqual([[['a'], ['b', 1], ['c']]])
    batch.add([['a']])
    batch.cancel()
    vi.advanceTimersByTime(100)
    expect(flushed).toHaveLength(1)
  })
})
