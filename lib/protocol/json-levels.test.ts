import { expect, test } from 'vitest'
import { requireLevels } from './json-levels'

const arrays = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const objects = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)

test.each([arrays(256), objects(256), `[${'[],'.repeat(1000)}{}]`, '"[[[["', '', '"', '"\\'])(
  '%.20s… is taken',
  (text) => {
    expect(() => requireLevels(text)).not.toThrow()
  },
)

test('brackets in strings are no levels', () => {
  for (const inner of ['['.repeat(300), '\\"' + '{'.repeat(300), '\\\\']) requireLevels(`{"a":"${inner}","b":[]}`)
  expect(() => requireLevels(`{"a":"\\\\","b":${arrays(256)}}`), 'a string that ends with a backslash').toThrow(
    'levels',
  )
})

test.each([arrays(257), objects(257), '['.repeat(257)])('%.20s… is refused', (text) => {
  expect(() => requireLevels(text)).toThrow('more than 256 levels')
})
