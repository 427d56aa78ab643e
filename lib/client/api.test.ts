import { expect, it } from 'vitest'
import { ApiError } from '@/lib/protocol/error'
import { createApi } from './api'

it('asks the wire and the playground of its connection', async () => {
  const asked: string[] = []
  const api = createApi('my azure', async (path, init) => {
    asked.push(`${init?.method ?? 'GET'} ${path}`)
    return Response.json({})
  })
  await api.assistants.list({ limit: 5, after: '' })
  await api.threads.list({ q: '订单' })
  await api.runs.cancel('thread_1', 'run_1')
  expect(asked).toEqual([
    'GET /api/c/my%20azure/v1/assistants?limit=5',
    'GET /api/connections/my%20azure/threads?q=%E8%AE%A2%E5%8D%95',
    'POST /api/c/my%20azure/v1/threads/thread_1/runs/run_1/cancel',
  ])
})

it('throws what the server said, with its status and param', async () => {
  const api = createApi('embedded', async () => new ApiError(400, 'Too hot.', { param: 'temperature' }).toResponse())
  const error = await api.assistants.create({ model: 'm', temperature: 9 }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ status: 400, message: 'Too hot.', body: { param: 'temperature' } })
})

it('says so when no answer comes, and lets an abort be an abort', async () => {
  const api = createApi('embedded', async () => {
    throw new TypeError('fetch failed')
  })
  await expect(api.models()).rejects.toMatchObject({ status: 0, body: { code: 'unreachable' } })
  await expect(api.models({ signal: AbortSignal.abort() })).rejects.toThrow(TypeError)
})
