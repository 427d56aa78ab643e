import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitted, fromZoomText, shifted, toZoomText, zoomed } from './zoom'

const whole = { from: 0, to: 1000 }

describe('fitted', () => {
  it('leaves a part that is inside as it is', () => {
    expect(fitted({ from: 200, to: 400 }, whole)).toEqual({ from: 200, to: 400 })
  })

  it('moves a part that sticks out back in, and keeps its length', () => {
    expect(fitted({ from: -50, to: 50 }, whole)).toEqual({ from: 0, to: 100 })
    expect(fitted({ from: 990, to: 1090 }, whole)).toEqual({ from: 900, to: 1000 })
  })

  it('makes of a hair a look, around it', () => {
    expect(fitted({ from: 500, to: 500 }, whole)).toEqual({ from: 497.5, to: 502.5 })
  })
})

describe('zoomed', () => {
  it('keeps the place that is looked at where it is on the screen', () => {
    expect(zoomed(whole, whole, { at: 250, factor: 2 })).toEqual({ from: 125, to: 625 })
  })

  it('ends at the whole', () => {
    expect(zoomed({ from: 100, to: 400 }, whole, { at: 200, factor: 0.1 })).toEqual(whole)
  })

  it('never leaves the whole and never turns round, whatever is pressed', () => {
    const step = fc.oneof(
      fc.record({ at: fc.integer({ min: 0, max: 1000 }), factor: fc.constantFrom(2, 0.5, 1.5) }),
      fc.double({ min: -2, max: 2, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let part = whole
        for (const each of steps) {
          part = typeof each === 'number' ? shifted(part, whole, each) : zoomed(part, whole, each)
          expect(part.from).toBeGreaterThanOrEqual(-1e-9)
          expect(part.to).toBeLessThanOrEqual(1000 + 1e-9)
          expect(part.to - part.from).toBeGreaterThanOrEqual(5 - 1e-9)
        }
      }),
    )
  })
})

describe('shifted', () => {
  it('moves by a share of what is seen and stops at the ends', () => {
    expect(shifted({ from: 100, to: 300 }, whole, 0.5)).toEqual({ from: 200, to: 400 })
    expect(shifted({ from: 100, to: 300 }, whole, -3)).toEqual({ from: 0, to: 200 })
  })
})

describe('the look in an address', () => {
  it('is read as it was written', () => {
    expect(toZoomText({ from: 5_000.4, to: 6_000.2 }, 4_000)).toBe('1000-2001')
    expect(fromZoomText('1000-2001', 4_000)).toEqual({ from: 5_000, to: 6_001 })
  })

  it.each(['', '5', 'a-b', '9-3', '3-3', '-1-4', '1-2-3'])('%j is none', (text) => {
    expect(fromZoomText(text, 0)).toBeNull()
  })
})
