import { expect, test } from 'vitest'
import { requireExtent } from './json-extent'

const arrays = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const objects = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)

test.each([arrays(256), objects(256), `[${'[],'.repeat(1000)}{}]`, '"[[[["', '', '"', '"\\'])(
  '%.20s… is taken',
  (text) => {
    expect(() => requireExtent(text)).not.toThrow()
  },
)

test('brackets in strings are no levels', () => {
  for (const inner of ['['.repeat(300), '\\"' + '{'.repeat(300), '\\\\']) requireExtent(`{"a":"${inner}","b":[]}`)
  expect(() => requireExtent(`{"a":"\\\\","b":${arrays(256)}}`), 'a string that ends with a backslash').toThrow(
    'levels',
  )
})

test.each([arrays(257), objects(257), '['.repeat(257)])('%.20s… is refused', (text) => {
  expect(() => requireExtent(text)).toThrow('more than 256 levels')
})

test('members and items are counted together, wherever they stand', () => {
  const values = (count: number) => `{"a":[${'1,'.repeat(count / 2)}1],"b":{${'"c":1,'.repeat(count / 2)}"c":1}}`
  expect(() => requireExtent(values(149_000))).not.toThrow()
  expect(() => requireExtent(`{"a":"${'[,{'.repeat(150_000)}"}`), 'in a string').not.toThrow()
  expect(() => requireExtent(values(151_000))).toThrow('more than 150000 members and items')
})
