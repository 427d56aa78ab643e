import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ticksOf } from './ticks'

describe('ticksOf', () => {
  it('stand at round distances from the start', () => {
    expect(ticksOf([{ from: 7, to: 1007 }], 5)).toEqual([7, 207, 407, 607, 807, 1007])
    expect(ticksOf([{ from: 0, to: 61_000 }], 5)).toEqual([0, 15_000, 30_000, 45_000, 60_000])
  })

  it('are as dense in a stretch after a gap as before it, and none stands in the gap', () => {
    const ticks = ticksOf(
      [
        { from: 0, to: 100 },
        { from: 60_000, to: 60_100 },
      ],
      4,
    )
    expect(ticks).toEqual([0, 50, 100, 60_000, 60_050, 60_100])
  })

  it('are few, in order and inside, however long the axis is', () => {
    const lengths = fc.integer({ min: 1, max: 1e12 })
    const counts = fc.integer({ min: 1, max: 20 })
    fc.assert(
      fc.property(fc.integer(), fc.tuple(lengths, counts), (from, [length, most]) => {
        const ticks = ticksOf([{ from, to: from + length }], most)
        expect(ticks.length).toBeGreaterThanOrEqual(1)
        expect(ticks.length).toBeLessThanOrEqual(most + 1)
        ticks.forEach((at, index) => expect(at).toBeGreaterThan(ticks[index - 1] ?? from - 1))
        expect(ticks.at(-1)).toBeLessThanOrEqual(from + length)
      }),
    )
  })

  it('of nothing are none', () => {
    expect(ticksOf([], 5)).toEqual([])
  })
})
