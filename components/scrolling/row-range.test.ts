import { expect, it } from 'vitest'
import { rangeOf } from './row-range'

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
