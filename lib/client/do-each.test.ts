import { expect, it } from 'vitest'
import { doEach, type BulkProgress } from './do-each'

it('does what it can, a few at a time, and keeps what failed', async () => {
  const seen: BulkProgress[] = []
  let underway = 0
  let most = 0
  const act = async (id: string) => {
    most = Math.max(most, ++underway)
    await Promise.resolve()
    underway -= 1
    if (id === 'busy') throw new Error('The thread has an active run.')
  }
  const ids = ['a', 'busy', 'b', 'c', 'd', 'e', 'f']
  const result = await doEach(ids, { act, onProgress: (progress) => seen.push(progress) })
  expect(result).toMatchObject({
    total: 7,
    failed: [{ id: 'busy', error: expect.objectContaining({ message: 'The thread has an active run.' }) }],
  })
  expect([...result.done].sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  expect(seen).toHaveLength(ids.length)
  expect(seen.at(-1)).toEqual(result)
  expect(most).toBe(4)
})

it('begins no more once it is aborted', async () => {
  const leave = new AbortController()
  const asked: string[] = []
  const act = async (id: string) => {
    asked.push(id)
    leave.abort()
  }
  const ids = Array.from({ length: 20 }, (_, index) => `thread_${index}`)
  const result = await doEach(ids, { act, onProgress: () => {}, signal: leave.signal })
  expect(asked.length).toBeLessThan(ids.length)
  expect(result.done).toHaveLength(asked.length)
})
