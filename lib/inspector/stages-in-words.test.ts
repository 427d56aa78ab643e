import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stagesInWords, mergeNarrow } from './stages-in-words'

const segmentsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    status: 'queued' as const,
    from: index,
    to: index + 1,
    isLive: false,
    softness: 'none' as const,
    fromNotBefore: null,
    toNotBefore: null,
    entry: 'legal' as const,
  }))

describe('stagesInWords', () => {
  it('tells all of a short life', () => {
    expect(stagesInWords(segmentsOf(2), ({ from }) => `${from}`)).toEqual(['0', '1'])
  })

  it('tells the end of a long one', () => {
    const told = stagesInWords(segmentsOf(20_000), ({ from }) => `${from}`)
    expect([told.length, told[0], told.at(-1)]).toEqual([25, '…', '19999'])
  })
})

describe('mergeNarrow', () => {
  const placed = (left: number, width: number) => ({ status: 'queued' as const, left, width })

  it('keeps what can be seen, and the end', () => {
    const all = [placed(0, 0.01), placed(0.01, 0.02), placed(0.03, 50), placed(50.03, 0.01), placed(50.04, 0)]
    expect(mergeNarrow(all)).toEqual([all[0], all[2], all[4]])
  })

  it('is never more than a screen can show', () => {
    const hairs = Array.from({ length: 20_000 }, (_, index) => placed(index / 200, 1 / 200))
    expect(mergeNarrow(hairs).length).toBeLessThanOrEqual(1_001)
  })

  it('leaves no hole that could be seen', () => {
    const widths = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(widths, (each) => {
        let left = 0
        const all = each.map((width) => {
          const one = placed(left, width)
          left += width
          return one
        })
        let end = 0
        for (const one of mergeNarrow(all)) {
          expect(one.left - end).toBeLessThanOrEqual(0.1 + 1e-9)
          end = one.left + one.width
        }
      }),
    )
  })
})
