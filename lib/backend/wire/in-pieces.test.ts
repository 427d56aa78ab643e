import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inPieces } from './in-pieces'

const item = fc.record({ sign: fc.constantFrom('a', 'é', '😀', 'a😀'), times: fc.nat({ max: 150_000 }) })
const textOf = ({ sign, times }: { sign: string; times: number }) => sign.repeat(times)

it('hands texts over whole and in order, in pieces that are bounded and cut no sign', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), (items) => {
      const pieces = [...inPieces(items, textOf)]
      expect(pieces.join('')).toBe(items.map(textOf).join(''))
      for (const piece of pieces) {
        expect(piece.length).toBeGreaterThan(0)
        expect(piece.length).toBeLessThanOrEqual(2 * 64 * 1024)
        expect(piece.isWellFormed()).toBe(true)
      }
    }),
    { numRuns: 50 },
  )
})
