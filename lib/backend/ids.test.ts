import { afterEach, expect, it, vi } from 'vitest'
import { newId } from './ids'

afterEach(() => vi.useRealTimers())

it('stands behind the ids of the milliseconds before it, as databases compare them', () => {
  vi.useFakeTimers()
  const moments = [1_800_000_000_000, 1_800_000_000_001, 1_800_000_000_062, 1_800_000_003_844, 1_900_000_000_000]
  const ids = moments.map((ms) => {
    vi.setSystemTime(ms)
    return newId('run_')
  })
  expect(ids.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))).toEqual(ids)
})

it('has the prefix and 24 letters and digits, and is no other one of its millisecond', () => {
  vi.useFakeTimers()
  const ids = Array.from({ length: 1_000 }, () => newId('thread_'))
  for (const id of ids) expect(id).toMatch(/^thread_[0-9A-Za-z]{24}$/)
  expect(new Set(ids).size).toBe(1_000)
})
