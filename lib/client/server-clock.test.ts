import { expect, test } from 'vitest'
import { skewOf } from './server-clock'

const HOUR = 3_600_000
const here = Date.parse('2026-01-02T12:00:00.400Z')

test('clocks that agree within seconds are one', () => {
  expect(skewOf({ serverMs: here - 900, hereMs: here })).toBe(0)
  expect(skewOf({ serverMs: here + 2_000, hereMs: here })).toBe(0)
})

test('a clock that is off is set right, in both directions', () => {
  expect(skewOf({ serverMs: here - 2 * HOUR, hereMs: here })).toBe(-2 * HOUR)
  expect(skewOf({ serverMs: here + 2 * HOUR, hereMs: here })).toBe(2 * HOUR)
})

test('what is known to the millisecond stands until a clock is set', () => {
  expect(skewOf({ serverMs: here + 2 * HOUR - 900, hereMs: here }, 2 * HOUR)).toBe(2 * HOUR)
  expect(skewOf({ serverMs: here - 900, hereMs: here }, 2 * HOUR), 'this machine’s was set right').toBe(0)
})

test('an answer without a time says nothing', () => {
  expect(skewOf({ serverMs: NaN, hereMs: here }, 2 * HOUR)).toBe(2 * HOUR)
})
