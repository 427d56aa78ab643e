import { expect, it } from 'vitest'
import { rowsInSight, scrollTo } from './rows-in-sight'

/** Ten rows have room below the head. */
const sight = { top: 0, height: 360, rowPx: 30, headPx: 60 }

it('draws the rows in sight and twelve more on both sides, and counts those that are not covered', () => {
  expect(rowsInSight(sight, 1_000)).toEqual({ first: 0, last: 24, seen: { first: 1, last: 10 } })
  expect(rowsInSight({ ...sight, top: 900 }, 1_000)).toEqual({ first: 18, last: 54, seen: { first: 31, last: 40 } })
  expect(rowsInSight({ ...sight, top: 915 }, 1_000).seen).toEqual({ first: 32, last: 40 })
})

it('draws no more rows than there are, nor any beyond the end of a list that became shorter', () => {
  expect(rowsInSight(sight, 3)).toEqual({ first: 0, last: 3, seen: { first: 1, last: 3 } })
  expect(rowsInSight({ ...sight, top: 3_000 }, 20)).toMatchObject({ first: 8, last: 20 })
  expect(rowsInSight(sight, 0)).toMatchObject({ first: 0, last: 0 })
})

it('scrolls as little as it can', () => {
  expect([5, 9, 10, 40].map((index) => scrollTo(sight, index))).toEqual([0, 0, 30, 930])
  expect([29, 30, 35].map((index) => scrollTo({ ...sight, top: 900 }, index))).toEqual([870, 900, 900])
})
