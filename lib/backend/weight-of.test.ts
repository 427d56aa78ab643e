import { expect, it } from 'vitest'
import { weightOf } from './weight-of'

it.each([null, 7, true, '', 'word'.repeat(100), [1, 2, 3], { a: 'b'.repeat(500), c: [{ d: 'e' }] }])(
  'is about the length of %j as JSON',
  (value) => {
    const { length } = JSON.stringify(value)
    expect(weightOf(value)).toBeGreaterThanOrEqual(length / 2)
    expect(weightOf(value)).toBeLessThanOrEqual(length + 50)
  },
)
