import { expect, it } from 'vitest'
import { locales } from './locale'
import { plainNumber } from './plain-number'

it.each([0, 7, 999, 1_000, 12_345, 999_999, 1_000_000, 1_234_567_890, -1_234])('writes %d as Intl does', (value) => {
  for (const locale of locales) expect(plainNumber(value)).toBe(new Intl.NumberFormat(locale).format(value))
})
