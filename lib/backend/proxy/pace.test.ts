import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPace } from './pace'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('does what is due at one tick together, each once and in the order in which it was first asked for', () => {
  const done: string[] = []
  const pace = createPace()
  const [first, second, third] = ['first', 'second', 'third'].map((name) => () => void done.push(name))
  pace.within(1_000, first!)
  pace.within(0, second!)
  pace.within(0, third!)
  pace.within(0, first!)
  pace.cancel(third!)
  expect(done).toEqual([])
  vi.runAllTimers()
  expect(done).toEqual(['first', 'second'])
})

it('leaves what is due later for a later tick, and work may ask for itself again', () => {
  const done: string[] = []
  const pace = createPace()
  let left = 2
  const again = () => {
    done.push('again')
    if (--left > 0) pace.within(0, again)
  }
  pace.within(1_000, () => void done.push('late'))
  pace.within(0, again)
  vi.advanceTimersByTime(200)
  expect(done).toEqual(['again', 'again'])
  vi.runAllTimers()
  expect(done).toEqual(['again', 'again', 'late'])
})
