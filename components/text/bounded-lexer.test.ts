import { Tokenizer, type Token } from 'marked'
import { describe, expect, it } from 'vitest'
import { BoundedLexer } from './bounded-lexer'
import { blocksOf } from './markdown-blocks'

describe('a text that was written to be slow', () => {
  it.each(['a*', 'a`b', '***a', 'http://a(', '中文'])('is read in pieces: %s', (unit) => {
    const lengths: number[] = []
    class Watched extends Tokenizer {
      override inlineText(source: string) {
        lengths.push(source.length)
        return super.inlineText(source)
      }
    }
    new BoundedLexer({ gfm: true, tokenizer: new Watched() }).lex(unit.repeat(20_000))
    expect(Math.max(...lengths)).toBeLessThanOrEqual(4_096)
  })

  it('loses nothing where it is cut', () => {
    const text = '👍'.repeat(5_000)
    expect(textOf(blocksOf(text))).toBe(text)
  })

  it.each(['>', '> ', '- ', '1. ', '> - '])('has an end however deep it is: %s', (mark) => {
    const blocks = blocksOf(`${mark.repeat(20_000)}end`)
    expect(depthOf(blocks)).toBeLessThan(60)
    expect(textOf(blocks)).toContain('end')
  })

  it('has an end in emphasis and in links', () => {
    const [stars, links] = ['*a _'.repeat(500) + '_ a*'.repeat(500), '['.repeat(900) + 'a' + '](b)'.repeat(900)]
    for (const text of [stars, links]) expect(depthOf(blocksOf(text))).toBeLessThan(60)
  })
})

const innerOf = (token: Token): readonly Token[] =>
  token.type === 'list' ? token.items : 'tokens' in token ? (token.tokens ?? []) : []

const depthOf = (tokens: readonly Token[]): number =>
  tokens.length === 0 ? 0 : 1 + Math.max(...tokens.map((token) => depthOf(innerOf(token))))

function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (innerOf(token).length > 0 ? textOf(innerOf(token)) : 'text' in token ? token.text : token.raw))
    .join('')
}
