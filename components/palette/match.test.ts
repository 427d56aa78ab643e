import { expect, it } from 'vitest'
import { matches } from './match'

it.each([
  ['Theme: Dark', 'dark theme', true],
  ['Theme: Dark', 'dark assistant', false],
  ['订单价格计算器', '价格', true],
  ['订单价格计算器', '价钱', false],
  ['Orders', '', true],
  ['ＡＢＣ', 'abc', true],
  ['ÉPICERIE', 'épi', true],
])('%s answers "%s": %s', (name, typed, answer) => {
  expect(matches(name, typed)).toBe(answer)
})
