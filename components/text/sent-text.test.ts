import { expect, it } from 'vitest'
import { sentTextOf } from './sent-text'

it.each([
  ['    if x:\n        y()\n\n', '    if x:\n        y()'],
  [' \n\t\n  - a\n  - b', '  - a\n  - b'],
  ['　　首行缩进。', '　　首行缩进。'],
  [' \n ', ''],
])('%j is sent as %j', (typed, sent) => {
  expect(sentTextOf(typed)).toBe(sent)
})
