import { expect, it } from 'vitest'
import { isBrokenOutput } from './broken-output'

it.each([
  ['', 'json', false],
  ['{"a": 1}', 'json', false],
  ['{"a": 1', 'json', true],
  ['sunny', 'json', true],
  ['sunny', 'text', false],
  ['{"a": 1', 'text', true],
  ['[not a list]', 'text', true],
] as const)('%s, written as %s, is broken: %s', (output, way, expected) => {
  expect(isBrokenOutput({ output, way, isText: false })).toBe(expected)
  expect(isBrokenOutput({ output, way, isText: true })).toBe(false)
})
