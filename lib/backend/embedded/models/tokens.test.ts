import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inputOf, user } from './model-input-fixture'
import { countPromptTokens, countTokens, countTurnTokens, tokensOf } from './tokens'

describe('tokens', () => {
  it('joined again are the text, and as many as are counted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(tokensOf(text).join('')).toBe(text)
        expect(countTokens(text)).toBe(tokensOf(text).length)
      }),
    )
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

it('a prompt costs its instructions, functions and turns', () => {
  const turns = [
    user('Hello there'),
    { role: 'calls', calls: [{ id: 'c', name: 'f', arguments: '{}', output: '42' }] },
    { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] },
  ] as const
  expect(turns.map(countTurnTokens)).toEqual([6, 8, 89])
  const bare = countPromptTokens(inputOf({ turns: [...turns] }))
  expect(bare).toBe(6 + 8 + 89)
  expect(countPromptTokens(inputOf({ turns: [...turns], instructions: 'Be brief' }))).toBe(bare + 6)
  expect(countPromptTokens(inputOf({ turns: [...turns], functions: [{ name: 'f' }] }))).toBeGreaterThan(bare)
})
