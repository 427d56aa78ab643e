import { expect, it } from 'vitest'
import { daysOf } from './thread-days'
import type { ThreadEntry } from './thread-view'

const DAY = 86_400
const NOW = 20 * DAY
const dayOf = (ms: number) => String(Math.floor(ms / 1000 / DAY))
const said = (id: string, seconds: number) => ({ type: 'message', id, message: { created_at: seconds } }) as ThreadEntry
const daysIn = (...entries: ThreadEntry[]) => [...daysOf(entries, { now: NOW * 1000, dayOf })]

it('names no day in a conversation of today', () => {
  expect(daysIn(said('a', NOW), said('b', NOW + 60))).toEqual([])
  expect(daysIn()).toEqual([])
})

it('names each day where it begins', () => {
  expect(daysIn(said('a', NOW - 2 * DAY), said('b', NOW - 2 * DAY + 60), said('c', NOW - DAY), said('d', NOW))).toEqual(
    [
      ['a', (NOW - 2 * DAY) * 1000],
      ['c', (NOW - DAY) * 1000],
      ['d', NOW * 1000],
    ],
  )
})
