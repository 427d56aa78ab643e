import { expect, it } from 'vitest'
import { createProgress } from './progress'

it('takes its rate of what is new: what was done before a stop is found again in no time', () => {
  let ms = 0
  const progress = createProgress(() => ms, 1_000)
  ms = 1_000
  progress.reach({ done: 500, fresh: 0 })
  expect(progress.told()).toMatchObject({ done: 500, rate: null, seconds_left: null })
  ms = 2_000
  progress.reach({ done: 600, fresh: 100 })
  expect(progress.told()).toMatchObject({ done: 600, total: 1_000, rate: 50, seconds_left: 8 })
  ms = 20_000
  progress.reach({ done: 610, fresh: 110 })
  ms = 21_000
  progress.reach({ done: 620, fresh: 120 })
  expect(progress.told().rate).toBe(10)
})

it('begins where an earlier process has left off, and tells how long it waits', () => {
  let ms = 0
  const progress = createProgress(() => ms, null, 40)
  expect(progress.told()).toMatchObject({ done: 40, rate: null, waits_seconds: null })
  progress.wait(5_000)
  ms = 1_500
  expect(progress.told().waits_seconds).toBe(4)
  progress.wait(null)
  expect(progress.told().waits_seconds).toBeNull()
})
