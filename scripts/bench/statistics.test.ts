import { describe, expect, test } from 'vitest'
import { percentile, spreadOf } from './statistics'

describe('percentile', () => {
  test('takes the nearest rank, whatever the order', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3)
    expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5)
    expect(percentile([4, 1, 2, 3], 0.5)).toBe(2)
    expect(percentile([7], 0.5)).toBe(7)
  })

  test('refuses to make a figure of nothing', () => {
    expect(() => percentile([], 0.5)).toThrow('Nothing was measured.')
  })
})

test('a spread is the median with the ends', () => {
  expect(spreadOf([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30 })
})
