import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffLines } from './line-diff'

const told = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`)

describe('diffLines', () => {
  it('finds what was changed in between', () => {
    expect(told('a\nb\nc\nd', 'a\nx\nc\nd\ne')).toEqual([' a', '-b', '+x', ' c', ' d', '+e'])
  })

  it('of nothing and something is all new, and the other way round', () => {
    expect(told('', 'a\nb')).toEqual(['+a', '+b'])
    expect(told('a', '')).toEqual(['-a'])
    expect(told('', '')).toEqual([])
  })

  it('always has all of both texts, in order, and removes nothing that stayed', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 12 }).map((all) => all.join('\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffLines(before, after)
        const of = (kind: string) => diff.filter((line) => line.kind === 'same' || line.kind === kind)
        expect(
          of('removed')
            .map((line) => line.text)
            .join('\n'),
        ).toBe(before)
        expect(
          of('added')
            .map((line) => line.text)
            .join('\n'),
        ).toBe(after)
        expect(diffLines(before, before).every(({ kind }) => kind === 'same')).toBe(true)
      }),
    )
  })

  it('gives up on comparing what is too long, and still loses nothing', () => {
    const many = (letter: string) => Array.from({ length: 3_000 }, (_, index) => `${letter}${index}`).join('\n')
    expect(diffLines(many('a'), many('b'))).toHaveLength(6_000)
  })
})
