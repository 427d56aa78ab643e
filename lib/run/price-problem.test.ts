import { expect, it } from 'vitest'
import { amountProblemOf, currencyCodeIn } from './price-problem'

it.each([
  ['0.15', undefined],
  ['999999999.123456', undefined],
  ['1000000000', 'large'],
  ['0.1234567', 'decimals'],
  ['', 'number'],
  ['-1', 'number'],
  ['1.', 'number'],
  ['1e3', 'number'],
])('%j as an amount: %s', (text, problem) => {
  expect(amountProblemOf(text)).toBe(problem)
})

it('takes the codes of ISO 4217 in any case, and nothing else', () => {
  expect(['usd', ' Cny ', 'EUR'].map(currencyCodeIn)).toEqual(['USD', 'CNY', 'EUR'])
  expect(['€€', '€', 'XYZ', 'dollars', ''].map(currencyCodeIn)).toEqual(Array(5).fill(undefined))
})
