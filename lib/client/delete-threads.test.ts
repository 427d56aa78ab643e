import { expect, it } from 'vitest'
import { badRequest, notFound } from '@/lib/protocol/error'
import { createApi } from './api'
import { deleteThreads, type DeletionProgress } from './delete-threads'

it('deletes what it can, takes what is gone for deleted, and keeps what failed', async () => {
  const api = createApi('embedded', async (path) => {
    const id = path.split('/').at(-1) ?? ''
    if (id === 'gone') return notFound('thread', id).toResponse()
    if (id === 'busy') return badRequest('Thread busy has an active run.').toResponse()
    return Response.json({ id, object: 'thread.deleted', deleted: true })
  })
  const ids = ['a', 'busy', 'gone', 'b', 'c', 'd']
  const seen: DeletionProgress[] = []
  const result = await deleteThreads(api, ids, { onProgress: (progress) => seen.push(progress) })
  expect(result).toMatchObject({ total: 6, failed: [{ id: 'busy' }] })
  expect([...result.done].sort()).toEqual(['a', 'b', 'c', 'd', 'gone'])
  expect(seen).toHaveLength(ids.length)
  expect(seen.at(-1)).toEqual(result)
})

it('begins no more once it is aborted', async () => {
  const leave = new AbortController()
  const asked: string[] = []
  const api = createApi('embedded', async (path) => {
    asked.push(path)
    leave.abort()
    return Response.json({})
  })
  const ids = Array.from({ length: 20 }, (_, index) => `thread_${index}`)
  const result = await deleteThreads(api, ids, { onProgress: () => {}, signal: leave.signal })
  expect(asked.length).toBeLessThan(ids.length)
  expect(result.done).toHaveLength(asked.length)
})
