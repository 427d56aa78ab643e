import { expect, it } from 'vitest'
import { rangeOf, timeOf } from './thread-times'

const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts).getTime()
const now = at(2026, 10, 28, 15, 30)

it('knows days by their name and by their date', () => {
  expect(rangeOf('today', now)).toEqual({ from: at(2026, 10, 28) })
  expect(rangeOf('7d', now)).toEqual({ from: at(2026, 10, 22) })
  expect(rangeOf('30d', now)).toEqual({ from: at(2026, 9, 30) })
  expect(rangeOf('2026-01-30..2026-01-31', now)).toEqual({ from: at(2026, 0, 30), before: at(2026, 1, 1) })
  expect(rangeOf('2026-01-30..', now)).toEqual({ from: at(2026, 0, 30) })
  expect(rangeOf('..2026-01-31', now)).toEqual({ before: at(2026, 1, 1) })
})

it('takes what is no time for none', () => {
  for (const param of ['', 'yesterday', '..', 'x..y', '2026-1-1']) expect(rangeOf(param, now), param).toEqual({})
  expect(timeOf('..')).toEqual({ first: '', last: '' })
  expect(timeOf('yesterday')).toEqual({})
})
