import { expect, it } from 'vitest'
import { jsonInBytes } from './json-in-bytes'

const long = 'a long text, 很长的文字 🙂 '.repeat(2_000)

it.each([
  {},
  { text: long },
  {
    [long]: 'a long key',
    content: [{ text: long }, { text: `${long}"quoted" \\ \n\u0001` }, 'short', null, 1.5, true],
  },
  long,
  [long, `${long}\\`, [[long]]],
])('reads what JSON.parse reads', (value) => {
  for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)])
    expect(jsonInBytes(Buffer.from(text))).toEqual(value)
})

it.each([
  ['a line break in a string', `{"text":"${long}\n"}`],
  ['a string that does not end', `{"text":"${long}`],
  ['an escape that there is not', `{"text":"${long}\\x"}`],
  ['something behind it', `{"text":"${long}"} x`],
  ['a long string beside another', `["${long}""${long}"]`],
])('refuses %s', (_, text) => {
  expect(() => jsonInBytes(Buffer.from(text))).toThrow(SyntaxError)
})

it('refuses more values than a request may have, however many strings there are', () => {
  expect(() => jsonInBytes(Buffer.from(JSON.stringify(Array(500_000).fill('x'))))).toThrow('more than 150000')
})
