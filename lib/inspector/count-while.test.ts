import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countWhile } from './count-while'

it('counts what stands before a place, wherever that is', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(20), (numbers, most) => {
      const sorted = numbers.toSorted((a, b) => a - b)
      expect(countWhile(sorted, (each) => each <= most)).toBe(sorted.filter((each) => each <= most).length)
    }),
  )
})
