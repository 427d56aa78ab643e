import { expect, it } from 'vitest'
import { amended, moved, rowsOf, toDemo } from './demo-rows'

const rows = rowsOf(['a', 'b', 'c'].map((text) => ({ text, notes: '' })))
const textsOf = (all: typeof rows) => all.map(({ text }) => text).join('')
const keyOf = (index: number) => rows[index]!.key

it('messages are moved, and stay where there is no further place', () => {
  expect(textsOf(moved(rows, keyOf(0), 1))).toBe('bac')
  expect(textsOf(moved(rows, keyOf(2), -1))).toBe('acb')
  expect(textsOf(moved(rows, keyOf(0), -1))).toBe('abc')
  expect(textsOf(moved(rows, keyOf(2), 1))).toBe('abc')
})

it('what was not written is left out', () => {
  expect(toDemo(amended(amended(rows, keyOf(1), { text: '  ' }), keyOf(0), { notes: ' wait ' }))).toEqual({
    messages: [
      { text: 'a', notes: 'wait' },
      { text: 'c', notes: '' },
    ],
  })
})
