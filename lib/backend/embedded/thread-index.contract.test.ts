import { expect, it, onTestFinished } from 'vitest'
import type { List } from '@/lib/protocol/list'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { startEmbedded } from './testing/embedded'
import { createTapes } from './testing/tapes'

async function start() {
  const wire = await startEmbedded(createTapes().models)
  onTestFinished(() => wire.close())
  const own = (path: string, method = 'GET') =>
    wire.backend(new Request(`http://test/api/connections/embedded${path}`, { method }))
  const ids = async (query: string) => {
    const answer = await own(`/threads?${query}`)
    return ((await answer.json()) as List<ThreadSummary>).data.map(({ id }) => id)
  }
  return { wire, own, ids }
}

it('filters threads by time and by the status of the newest run', async () => {
  const { wire, own, ids } = await start()
  const before = Date.now()
  const { id } = await wire.thread()
  expect(await ids(`created_from=${before}&used_from=${before}`)).toEqual([id])
  expect(await ids(`created_before=${before}`)).toEqual([])
  expect(await ids(`used_before=${before}`)).toEqual([])
  expect(await ids('gone=false')).toEqual([id])
  expect(await ids('gone=true')).toEqual([])
  expect(await ids('status=failed,expired')).toEqual([])
  for (const query of ['status=finished', 'created_from=yesterday', 'used_before=-1', 'gone=perhaps']) {
    const answer = await own(`/threads?${query}`)
    expect(answer.status, query).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { param: expect.stringContaining(query.split('=')[0] ?? '') } })
  }
})

it('has no list to read and no thread to add: all threads are its own', async () => {
  const { wire, own } = await start()
  const { id } = await wire.thread()
  expect(await (await own('/thread-index')).json()).toMatchObject({ gone: 0, listing: null })
  expect(await (await own(`/threads/${id}/add`, 'POST')).json()).toMatchObject({ outcome: 'known', thread: { id } })
  const refused = await own('/threads/thread_elsewhere/add', 'POST')
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({
    error: { code: 'no_other_server', message: expect.stringContaining('/transfer') },
  })
})
