import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMarkFinder } from './mark-finder'

/** A text that adds up how many characters were looked at. */
function counted(text: string) {
  let looked = 0
  return {
    indexOf(mark: string, from = 0) {
      const found = text.indexOf(mark, from)
      looked += (found < 0 ? text.length : found) - from + mark.length
      return found
    },
    looked: () => looked,
  }
}

it.each(['\\( '.repeat(5_000), '\\(a\\) '.repeat(5_000)])('looks at no part of a text twice', (text) => {
  const source = counted(text)
  const find = createMarkFinder(source)
  for (let from = 0; from < text.length; from++) find('\\)', from)
  // A mark that was found counts its own length, too.
  expect(source.looked()).toBeLessThanOrEqual(2 * text.length)
})

it('finds what indexOf finds', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '$', '$$', ')'), maxLength: 40 })
  fc.assert(
    fc.property(text, fc.array(fc.tuple(fc.constantFrom('$', '$$', ')'), fc.nat(5))), (source, steps) => {
      const find = createMarkFinder(source)
      let from = 0
      for (const [mark, step] of steps) expect(find(mark, (from += step))).toBe(source.indexOf(mark, from))
    }),
  )
})
