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
  const result = await deleteThreads(api, ids, (progress) => seen.push(progress))
  expect(result).toMatchObject({ total: 6, done: 5, failed: [{ id: 'busy' }] })
  expect(seen).toHaveLength(ids.length)
  expect(seen.at(-1)).toEqual(result)
})
