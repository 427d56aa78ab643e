import { expect, test } from 'vitest'
import { withoutMarks } from './without-marks'

test.each([
  ['## Weather\n\n**Hangzhou**: `rain`', 'Weather\n\nHangzhou: rain'],
  ['- one\n* two\n  + three\n- [x] done', 'one\ntwo\nthree\ndone'],
  ['| city | °C |\n|---|---:|\n| 杭州 | 21 |', 'city  °C\n杭州  21'],
  ['See [the map](https://example.com/a_b) and ![a picture](x.png)', 'See the map and a picture'],
  ['*so* and _so_, ~~not~~ **so**', 'so and so, not so'],
  ['3 * 4 * 5, snake_case_name, a - b, no. #1, 5*x*y', '3 * 4 * 5, snake_case_name, a - b, no. #1, 5*x*y'],
  ['1. first\n2. second', '1. first\n2. second'],
])('%j is %j', (markdown, plain) => {
  expect(withoutMarks(markdown)).toBe(plain)
})

test('takes no longer for marks that never end', () => {
  const before = withoutMarks(`${'*a '.repeat(50_000)}|${'-'.repeat(50_000)}`)
  expect(before.length).toBeGreaterThan(100_000)
})
