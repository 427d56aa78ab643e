import { expect, it } from 'vitest'
import { drawnOf, rangeOf } from './row-range'

const sight = (above: number) => ({ above, height: 400, rowPx: 40 })

it('draws what is in sight and twelve more on both sides', () => {
  expect(rangeOf(sight(-200), 1_000)).toEqual({ first: 0, end: 17 })
  expect(rangeOf(sight(4_000), 1_000)).toEqual({ first: 88, end: 122 })
  expect(rangeOf(sight(39_800), 1_000)).toEqual({ first: 983, end: 1_000 })
})

it('draws nothing of a list that is far away, and no more than there is', () => {
  expect(rangeOf(sight(-10_000), 1_000)).toEqual({ first: 0, end: 0 })
  expect(rangeOf(sight(0), 3)).toEqual({ first: 0, end: 3 })
})

const text = (...input: Parameters<typeof drawnOf>) =>
  drawnOf(...input).map((each) => (each.type === 'row' ? each.index : `+${each.rows}`))

it('keeps the row that has the focus, wherever it is', () => {
  expect(text({ first: 3, end: 5 }, 0, 10)).toEqual([0, '+2', 3, 4, '+5'])
  expect(text({ first: 3, end: 5 }, 9, 10)).toEqual(['+3', 3, 4, '+4', 9])
  expect(text({ first: 3, end: 5 }, 4, 10)).toEqual(['+3', 3, 4, '+5'])
  expect(text({ first: 0, end: 0 }, 0, 0)).toEqual([])
})

it('fills as much room as all rows would', () => {
  const rows = drawnOf({ first: 20, end: 40 }, 70, 100)
  expect(rows.reduce((sum, each) => sum + (each.type === 'row' ? 1 : each.rows), 0)).toBe(100)
})
