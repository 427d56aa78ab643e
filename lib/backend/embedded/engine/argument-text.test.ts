import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { argumentText, createArgumentReader } from './argument-text'

/** The text as it is read when the arguments arrive cut at these places. */
function readInPieces(written: string, cuts: readonly number[]): string {
  const reader = createArgumentReader('code')
  const places = [...new Set(cuts.map((cut) => cut % (written.length + 1)))].sort((one, other) => one - other)
  const pieces = [0, ...places].map((from, index) => written.slice(from, places[index] ?? written.length))
  return (pieces.map((piece) => reader.write(piece)).join('') + reader.end()).toWellFormed()
}

const cuts = fc.array(fc.nat(), { maxLength: 12 })

describe('the text of an argument', () => {
  it('is what JSON says, wherever its pieces are cut', () => {
    const text = fc.string({ unit: 'grapheme' })
    const others = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.oneof(text, fc.integer(), fc.boolean()))
    fc.assert(
      fc.property(text, others, cuts, (code, before, places) => {
        const written = JSON.stringify({ ...before, code })
        expect(readInPieces(written, places)).toBe(code)
        expect(readInPieces(JSON.stringify({ code }, null, 2), places)).toBe(code)
      }),
    )
  })

  it.each([
    ['a line break that is not escaped', '{"code": "a\nb"}', 'a\nb'],
    ['escapes that JSON does not know', String.raw`{"code": "re.sub('\d', '')"}`, String.raw`re.sub('\d', '')`],
    ['quotation marks that are not escaped', '{"code": "print("hi")"}', 'print("hi")'],
    ['surrogates as escapes', String.raw`{"code": "\ud83d\ude00"}`, '😀'],
    ['half of a surrogate pair', String.raw`{"code": "a\ud83d"}`, 'a\ufffd'],
    ['something behind it', '{"code": "1", "note": "x"}', '1'],
    ['no end', '{"code": "print(1)', 'print(1)'],
    ['an escape in the middle of which it ends', '{"code": "a\\', 'a\\'],
    ['another name for it', '{"language": "py", "source": "print(1)"}', 'print(1)'],
    ['nothing but code', 'print(1)\nprint(2)', 'print(1)\nprint(2)'],
    ['code in a fence', '```python\nprint(1)\n```', 'print(1)'],
    ['code that begins as an object does', '{1, 2}', '{1, 2}'],
    ['one string', '"print(1)"', 'print(1)'],
    ['code where a string should be', '{"code": print(1)}', '{"code": print(1)}'],
    ['nothing', '', ''],
  ])('is read from arguments with %s', (_, written, code) => {
    expect(argumentText(written, 'code')).toBe(code)
    for (let cut = 0; cut <= written.length; cut += 1) expect(readInPieces(written, [cut])).toBe(code)
  })

  it('is said as soon as it is clear', () => {
    const reader = createArgumentReader('code')
    const pieces = ['{"co', 'de": "a', '\\', 'n\\u00', 'e9"', ' + 1', '"}']
    expect(pieces.map((piece) => reader.write(piece))).toEqual(['', 'a', '', '\n', 'é', '" + 1', ''])
    expect(reader.end()).toBe('')
  })
})
