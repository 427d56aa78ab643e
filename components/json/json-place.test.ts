import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeAt } from './json-place'

/** The place at the bar. */
function at(marked: string) {
  const offset = marked.indexOf('|')
  const place = placeAt(marked.replace('|', ''), offset)
  return place && { expects: place.expects, path: place.path.join('/'), from: place.from, to: place.to }
}

describe('placeAt', () => {
  it.each([
    ['{|}', 'key', '', 1, 1],
    ['{ "na|" }', 'key', '', 3, 5],
    ['{ "na|\n}', 'key', '', 3, 5],
    ['{ "a": | }', 'value', 'a', 7, 7],
    ['{ "a": "x|y" }', 'value', 'a', 8, 10],
    ['{ "a": tr| }', 'value', 'a', 7, 9],
    ['{ "a": 1, | }', 'key', '', 10, 10],
    ['{ "a": { "b": [1, |', 'value', 'a/b/1', 18, 18],
    ['{ "a": [{ | }] }', 'key', 'a/0', 10, 10],
    ['{ "a": { "b": 1 }, "c": |', 'value', 'c', 24, 24],
    ['{ "x": { "a": [1, 2}, "c": |', 'value', 'c', 27, 27],
  ])('%s is a %s of %s', (marked, expects, path, from, to) => {
    expect(at(marked)).toEqual({ expects, path, from, to })
  })

  it.each(['|', '{ "a"| }', '{ "a" | }', '{ "a": 1 | }', '[1 |]', '{ "a": "x"| }', '{}|'])(
    '%s is nothing',
    (marked) => {
      expect(at(marked)).toBeUndefined()
    },
  )

  it('knows what else stands in the object, before and behind', () => {
    const text = '{ "type": "object", "": , "required": ["a"] }'
    const object = placeAt(text, text.indexOf('""') + 1)?.around.at(-1)
    expect(object?.kind === 'object' && [...object.entries.keys()]).toEqual(['type', 'required'])
  })

  it('gives up on no text', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '"a"', '\\', ' ', '\n', 'true', '1', '书')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.nat(40), (parts, offset) => {
        const text = parts.join('')
        const place = placeAt(text, Math.min(offset, text.length))
        if (place) expect(place.from <= offset && place.from <= place.to).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
