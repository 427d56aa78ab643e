import { expect, it } from 'vitest'
import { drawnOf } from './drawn-rows'

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
