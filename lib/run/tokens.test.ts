import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from './testing/any-text'
import { countTokens, endOfToken, tokensOf } from './tokens'

/** The rule as one pattern. */
const TOKEN =
  /\s*(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{M}]{1,8}|\p{N}{1,3}|[^\s\p{L}\p{M}\p{N}])|\s+/gu

const sign = fc.oneof(fc.constantFrom(...' \n\u3000aé我々〇アー가1٣७!👩‍😀𠀀𝟘\ud800\udc00'), anyText({ maxLength: 3 }))

describe('tokens', () => {
  it('joined again are the text, as the pattern cuts it, and as many as are counted', () => {
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
        const text = signs.join('')
        const tokens = [...tokensOf(text)]
        expect(tokens.join('')).toBe(text)
        expect(tokens).toEqual(text.match(TOKEN) ?? [])
        expect(countTokens(text)).toBe(tokens.length)
      }),
      { numRuns: 2_000 },
    )
  })

  it('of a long text are cut one by one, as they are asked for', () => {
    expect(tokensOf('!'.repeat(2 ** 24)).next().value).toBe('!')
  })

  it.each([
    ['', 0],
    ['Hello there, world!', 5],
    ['我是秦始皇', 5],
    ['12345', 2],
    ['a\n\nb   c', 3],
    ['👩‍🚀', 3],
  ])('of %j are %i', (text, count) => {
    expect(countTokens(text)).toBe(count)
  })
})

it('a token is cut where it may go no further, behind a whole sign', () => {
  expect(endOfToken(`${' '.repeat(100)}word`, 0, 64)).toBe(64)
  expect(endOfToken('𠀀𠀀', 0, 1)).toBe(2)
})
