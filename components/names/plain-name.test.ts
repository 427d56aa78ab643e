import { expect, it } from 'vitest'
import { plainName } from './plain-name'

it.each([
  ['safe\u202egnp.exe', 'safegnp.exe'],
  ['\u2067a\u2069 \u202ab\u202c', 'a b'],
  ['مساعد\u200f ١', 'مساعد\u200f ١'],
  ['👩‍👩‍👧 家', '👩‍👩‍👧 家'],
])('%j reads %j beside other words', (name, expected) => {
  expect(plainName(name)).toBe(expected)
})
