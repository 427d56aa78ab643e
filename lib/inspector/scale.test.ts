import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { axisOf, scaleTo } from './scale'

describe('axisOf', () => {
  it('leaves 5 % of room while the run lives, none when it rests', () => {
    expect(axisOf({ from: 1000, to: 3000, isLive: true }).length).toBe(2100)
    expect(axisOf({ from: 1000, to: 3000, isLive: false }).length).toBe(2000)
  })

  it('has a length even when nothing has passed', () => {
    expect(axisOf({ from: 5, to: 5, isLive: false }).length).toBe(1)
  })
})

describe('scaleTo', () => {
  it('lays the axis over the width', () => {
    const place = scaleTo(200, 1000, 2000)
    expect([1000, 1500, 2000].map(place)).toEqual([0, 100, 200])
  })

  it('stays inside, keeps order, and survives an axis without length', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), fc.array(fc.integer()), (from, length, moments) => {
        const places = moments.sort((a, b) => a - b).map(scaleTo(100, from, from + length))
        places.forEach((place, index) => {
          expect(place).toBeGreaterThanOrEqual(places[index - 1] ?? 0)
          expect(place).toBeLessThanOrEqual(100)
        })
      }),
    )
  })
})

describe('an axis with folded gaps', () => {
  const life = { from: 0, to: 1000, isLive: false }

  it('without gaps is the axis itself', () => {
    const { place, length, open } = axisOf(life, [])
    expect([place(0), place(400), place(1000), length]).toEqual([0, 400, 1000, 1000])
    expect(open).toEqual([{ from: 0, to: 1000 }])
  })

  it('lets a gap take 8 % of the work around it', () => {
    const { place, length, open } = axisOf(life, [{ from: 100, to: 900 }])
    expect([place(100), place(500), place(900), length]).toEqual([100, 108, 116, 216])
    expect(open).toEqual([
      { from: 0, to: 100 },
      { from: 900, to: 1000 },
    ])
  })

  it('leaves a live axis 5 % of its folded length', () => {
    const { length } = axisOf({ ...life, isLive: true }, [{ from: 100, to: 1000 }])
    expect(length).toBeCloseTo(108 * 1.05, 9)
  })

  it('tells the moment of a place', () => {
    const { momentAt } = axisOf(life, [{ from: 100, to: 900 }])
    expect([0, 50, 108, 116, 216].map(momentAt)).toEqual([0, 50, 500, 900, 1000])
    expect(axisOf({ ...life, isLive: true }).momentAt(1050), 'in the room of a live axis').toBe(1050)
  })

  it('keeps every order of moments, and finds each again at its place', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(cuts, fc.array(fc.integer({ min: 0, max: 1000 })), (edges, moments) => {
        const sorted = edges.sort((a, b) => a - b)
        const gaps = sorted.flatMap((from, index) =>
          index % 2 === 0 && sorted[index + 1] ? [{ from, to: sorted[index + 1]! }] : [],
        )
        const { place, momentAt, length } = axisOf(life, gaps)
        const places = moments.sort((a, b) => a - b).map(place)
        places.forEach((at, index) => expect(at).toBeGreaterThanOrEqual(places[index - 1] ?? 0))
        expect(place(1000)).toBeCloseTo(length, 9)
        for (const moment of moments) expect(momentAt(place(moment))).toBeCloseTo(moment, 6)
      }),
    )
  })
})
