import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import type { Api } from '@/lib/client/api'
import { ApiError } from '@/lib/protocol/error'
import { awayStore } from './away-store'
import { watchAway } from './watch-away'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

const failed = new ApiError(502, 'The backend cannot be reached.', { code: 'upstream_error' })
const refused = new ApiError(502, 'Incorrect API key provided.', { code: 'account_key_refused' })
const isAway = () => awayStore.getState().sinceMs !== null

/** A page's requests: `fail` makes one fail, `probe` is what the backend says when it is asked whether it answers. */
function page(probe: () => Promise<unknown>) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const list = vi.fn(probe)
  const api = { connection: 'mine', assistants: { list } } as unknown as Api
  const fail = (error: Error) =>
    client.fetchQuery({ queryKey: ['mine', 'threads'], queryFn: () => Promise.reject(error) }).catch(() => undefined)
  const watch = () => ends.push(watchAway(client, api))
  return { client, list, fail, watch }
}

test('a request that fails on its way to the backend has it asked, and that one decides', async () => {
  const { fail, watch } = page(() => Promise.reject(failed))
  watch()
  expect(isAway()).toBe(false)
  await fail(failed)
  await vi.waitFor(() => expect(isAway()).toBe(true))
})

test('one failing answer of a backend that answers is no outage, and nothing is asked for again', async () => {
  const { client, list, fail, watch } = page(() => Promise.resolve({ data: [] }))
  const invalidate = vi.spyOn(client, 'invalidateQueries')
  watch()
  await fail(failed)
  await vi.waitFor(() => expect(client.getQueryState(['mine', 'backend'])?.status).toBe('success'))
  expect(isAway()).toBe(false)
  expect(list).toHaveBeenCalledTimes(1)
  expect(invalidate).not.toHaveBeenCalled()
})

test('a refused key is an answer', async () => {
  const { list, fail, watch } = page(() => Promise.reject(failed))
  await fail(refused)
  watch()
  expect(list).not.toHaveBeenCalled()
})

test('requests that failed before count too, and it is over as soon as the backend answers', async () => {
  let answers = false
  const { client, fail, watch } = page(() => (answers ? Promise.resolve({ data: [] }) : Promise.reject(failed)))
  await fail(failed)
  watch()
  await vi.waitFor(() => expect(isAway()).toBe(true))
  answers = true
  await client.refetchQueries({ queryKey: ['mine', 'backend'] })
  await vi.waitFor(() => expect(isAway()).toBe(false))
})
