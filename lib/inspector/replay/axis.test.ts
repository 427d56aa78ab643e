import { describe, expect, it } from 'vitest'
import { axisOf, countAt, elapsedAt, MAX_WAIT_MS, placeOf, shortenedMs, timeAt } from './axis'

describe('an axis', () => {
  const axis = axisOf([1_000, 1_500, 61_500, 61_500, 62_000])

  it('shows all at its pace but for long waits', () => {
    expect(axis.places).toEqual([0, 500, 500 + MAX_WAIT_MS, 500 + MAX_WAIT_MS, 1_000 + MAX_WAIT_MS])
    expect(axis.lengthMs).toBe(1_000 + MAX_WAIT_MS)
    expect(axis.waits).toEqual([{ from: 1_500, to: 61_500, place: 500, lengthMs: MAX_WAIT_MS }])
    expect(shortenedMs(axis)).toBe(60_000 - MAX_WAIT_MS)
  })

  it('leads from places to times and back, in a shortened wait too', () => {
    for (const [place, time] of [
      [0, 1_000],
      [250, 1_250],
      [500 + MAX_WAIT_MS / 2, 31_500],
      [1_000 + MAX_WAIT_MS, 62_000],
    ] as const) {
      expect(timeAt(axis, place)).toBe(time)
      expect(placeOf(axis, time)).toBe(place)
      expect(elapsedAt(axis, place)).toBe(time - 1_000)
    }
    expect([timeAt(axis, 1e9), placeOf(axis, 0), placeOf(axis, 1e9)]).toEqual([62_000, 0, axis.lengthMs])
  })

  it('counts what has passed at a place, all of one moment at once', () => {
    expect([0, 499, 500, 2_499, 2_500, 1e9].map((place) => countAt(axis, place))).toEqual([1, 1, 2, 2, 4, 5])
  })

  it('of nothing is empty', () => {
    expect([axisOf([]).lengthMs, timeAt(axisOf([]), 5), countAt(axisOf([]), 5)]).toEqual([0, 0, 0])
  })
})
