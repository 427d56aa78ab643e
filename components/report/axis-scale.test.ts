import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lifecycle, Segment } from '@/lib/inspector/lifecycle'
import { axisScaleOf, inSight } from './axis-scale'

const BEGINNING = 1_760_000_000_000

/** A run that worked, waited, worked and came to rest, each for so many milliseconds. */
function restedLife(lengths: readonly number[]): Lifecycle {
  let at = BEGINNING
  const segments = lengths.map((length, index): Segment => {
    const from = at
    at += length
    return {
      status: index % 2 === 0 ? 'in_progress' : 'requires_action',
      from,
      to: at,
      isLive: false,
      softness: 'none',
    }
  })
  segments.push({ status: 'completed', from: at, to: at, isLive: false, softness: 'none' })
  return { segments, dwell: {}, from: BEGINNING, to: at, isLive: false, isSoft: false, softness: 'none' }
}

const lengths = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 5 })

describe('inSight', () => {
  it('has the end of every run, folded or not, whatever rounding makes of it', () => {
    fc.assert(
      fc.property(lengths, fc.constantFrom('folded', 'whole'), (each, gaps) => {
        const life = restedLife(each)
        const seen = inSight(axisScaleOf(life, { gaps, zoom: null }), life.segments.at(-1)!)
        expect(seen?.left).toBeLessThanOrEqual(100)
        expect(seen?.width).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('has the end as well where only the last part is looked at', () => {
    fc.assert(
      fc.property(lengths, fc.double({ min: 0, max: 0.99, noNaN: true }), (each, share) => {
        const life = restedLife(each)
        const zoom = { from: life.from + (life.to - life.from) * share, to: life.to }
        expect(inSight(axisScaleOf(life, { gaps: 'whole', zoom }), life.segments.at(-1)!)).not.toBeNull()
      }),
    )
  })

  it('leaves out what lies beside the part that is looked at', () => {
    const life = restedLife([1_000, 1_000, 1_000])
    const scale = axisScaleOf(life, { gaps: 'whole', zoom: { from: BEGINNING + 1_200, to: BEGINNING + 1_800 } })
    expect(life.segments.map((segment) => inSight(scale, segment) !== null)).toEqual([false, true, false, false])
  })
})
