import { expect, it } from 'vitest'
import { ApiError } from '@/lib/protocol/error'
import { whenAllowed } from './when-allowed'

const limited = (retryAfterSeconds?: number) =>
  new ApiError(429, 'Slow down.', retryAfterSeconds === undefined ? {} : { retryAfterSeconds })

/** Answers with these errors first. */
function answering(...errors: readonly Error[]) {
  const left = [...errors]
  const waited: number[] = []
  const wait = async (ms: number) => void waited.push(ms)
  const work = async () => {
    const error = left.shift()
    if (error) throw error
    return 'done'
  }
  return { work, wait, waited }
}

it('waits as long as it is told to, or longer each time', async () => {
  const { work, wait, waited } = answering(limited(7), limited(), limited())
  expect(await whenAllowed(work, { wait })).toBe('done')
  expect(waited).toEqual([7_000, 2_000, 4_000])
})

it('tells what is no limit, and a limit that does not pass', async () => {
  const refused = answering(new ApiError(403, 'No.'))
  await expect(whenAllowed(refused.work, refused)).rejects.toMatchObject({ status: 403 })
  expect(refused.waited).toEqual([])
  const busy = answering(...Array.from({ length: 9 }, () => limited(1)))
  await expect(whenAllowed(busy.work, busy)).rejects.toMatchObject({ status: 429 })
})

it('asks no more once it is stopped', async () => {
  const stopping = new AbortController()
  const { work } = answering(limited(1))
  const wait = async () => stopping.abort()
  await expect(whenAllowed(work, { wait, signal: stopping.signal })).rejects.toMatchObject({ status: 429 })
})
