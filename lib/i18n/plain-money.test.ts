import { expect, it } from 'vitest'
import { plainMoney } from './plain-money'

it.each([
  ['0', '$0'],
  ['12', '$12'],
  ['1234567.5', '$1,234,567.50'],
  ['1.005', '$1.01'],
  ['0.5', '$0.50'],
  ['0.029', '$0.029'],
  ['0.0299', '$0.03'],
  ['0.00042375', '$0.00042'],
  ['0.000000000001', '$0.000000000001'],
  ['0.999', '$1.00'],
  ['0.0999', '$0.10'],
  ['9.999', '$10.00'],
])('writes %s USD as %s', (amount, text) => {
  expect(plainMoney({ amount, currency: 'USD' })).toBe(text)
})

it.each([
  ['CNY', '¥0.30'],
  ['€', '€0.30'],
  ['JPY', '0.30 JPY'],
  ['元', '0.30 元'],
])('takes the currency %s', (currency, text) => {
  expect(plainMoney({ amount: '0.3', currency })).toBe(text)
})
