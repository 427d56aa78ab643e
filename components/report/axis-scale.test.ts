import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lifecycle, Segment } from '@/lib/inspector/lifecycle'
import { axisScaleOf, inSight } from './axis-scale'
import { softBar } from './bar-place'

const BEGINNING = 1_760_000_000_000
const exact = { softness: 'none', fromNotBefore: null, toNotBefore: null } as const

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
      entry: 'legal',
      ...exact,
    }
  })
  segments.push({ status: 'completed', from: at, to: at, isLive: false, entry: 'legal', ...exact })
  return {
    segments,
    unseen: null,
    unwatched: [],
    dwell: {},
    from: BEGINNING,
    to: at,
    isLive: false,
    isSoft: false,
    ...exact,
  }
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

describe('softBar', () => {
  const scale = axisScaleOf(restedLife([100]), { gaps: 'whole', zoom: null })
  const bar = { from: BEGINNING + 40, to: BEGINNING + 80, ...exact }

  it('fades from the moment at which something may have begun to the one by which it had, and the same at its end', () => {
    const soft = softBar(scale, {
      ...bar,
      softness: 'both',
      fromNotBefore: BEGINNING + 20,
      toNotBefore: BEGINNING + 50,
    })
    expect(soft?.style).toEqual({
      left: '20%',
      width: '60%',
      maskImage: expect.stringMatching(
        /^linear-gradient\(to right, transparent 0%, black 33\.3\d*%, black 50%, transparent 100%\)$/,
      ) as string,
    })
  })

  it('fades a little where nobody knows since when, and not at all where it is exact', () => {
    expect(softBar(scale, { ...bar, softness: 'to' })).toMatchObject({
      className: expect.stringContaining('mask-image') as string,
      style: { left: '40%', width: '40%' },
    })
    expect(softBar(scale, bar)).toEqual({ className: '', style: { left: '40%', width: '40%' } })
    const mixed = softBar(scale, { ...bar, softness: 'both', fromNotBefore: BEGINNING + 20 })
    expect(mixed?.style).toMatchObject({
      maskImage: expect.stringMatching(
        /transparent 0%, black 33\.3\d*%, black calc\(100% - 12px\), transparent\)$/,
      ) as string,
    })
  })
})
