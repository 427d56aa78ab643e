import { expect, it } from 'vitest'
import { badRequest, notFound } from '@/lib/protocol/error'
import { createApi } from './api'
import { unlessGone } from './unless-gone'

const api = createApi('embedded', async (path) => {
  const id = path.split('/').at(-1) ?? ''
  if (id === 'gone') return notFound('thread', id).toResponse()
  if (id === 'busy') return badRequest('Thread busy has an active run.').toResponse()
  return Response.json({ id, object: 'thread.deleted', deleted: true })
})

it('takes what is gone already for deleted, and nothing else', async () => {
  await expect(unlessGone(api.threads.remove('here'))).resolves.toBeUndefined()
  await expect(unlessGone(api.threads.remove('gone'))).resolves.toBeUndefined()
  await expect(unlessGone(api.threads.remove('busy'))).rejects.toMatchObject({ status: 400 })
})
