import { expect, it } from 'vitest'
import { toDuration } from './duration'
import { relativeTime } from './relative-time'

it.each([
  [-5, '0 ms'],
  [0, '0 ms'],
  [839.6, '840 ms'],
  [1_000, '1.00 s'],
  [3_428, '3.42 s'],
  [9_999, '9.99 s'],
  [12_470, '12.4 s'],
  [59_999, '59.9 s'],
  [60_000, '1 min 00 s'],
  [125_900, '2 min 05 s'],
  [3_780_000, '1 h 03 min'],
])('%d ms is %s', (ms, text) => {
  expect(toDuration(ms)).toBe(text)
})

it.each([
  [-59_000, 'en', undefined],
  [-180_000, 'en', '3 minutes ago'],
  [-180_000, 'zh-CN', '3分钟前'],
  [-86_400_000, 'en', 'yesterday'],
  [7_300_000, 'en', 'in 2 hours'],
])('%d ms in %s is %s', (ms, locale, text) => {
  expect(relativeTime(ms, locale)).toBe(text)
})
