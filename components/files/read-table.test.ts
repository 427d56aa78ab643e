import { expect, it } from 'vitest'
import { readTable, separatorOf } from './read-table'

it.each([
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\r\n1,\r\n',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  ['"a ""x""","b\nc",d', [['a "x"', 'b\nc', 'd']]],
  ['"never closed,b', [['never closed,b']]],
  ['', []],
])('reads the cells of %j', (text, rows) => {
  expect(readTable(text, ',', 100)).toEqual(rows)
})

it('reads so many rows and no more', () => {
  expect(readTable('a\nb\nc', ',', 2)).toEqual([['a'], ['b']])
})

it.each([
  ['a;b;c,d', ';'],
  ['a\tb\n', '\t'],
  ['one column', ','],
])('finds what separates the cells of %j', (text, sign) => {
  expect(separatorOf(text)).toBe(sign)
})
