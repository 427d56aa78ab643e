import { describe, expect, it } from 'vitest'
import { diffWords, likenessOf } from './word-diff'

const told = (before: string, after: string) =>
  diffWords(before, after)
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `{+${text}+}` })[kind])
    .join('')

describe('diffWords', () => {
  it('tells the words that went and came', () => {
    expect(told('The total is 12 yuan.', 'The total is 15 yuan.')).toBe('The total is [-12 -]{+15 +}yuan.')
    expect(told('one two', 'one two three')).toBe('one two {+three+}')
    expect(told('', 'new')).toBe('{+new+}')
    expect(told('old', '')).toBe('[-old-]')
  })

  it('knows scripts without spaces sign by sign', () => {
    expect(told('总价是十二元', '总价是十五元')).toBe('总价是十[-二-]{+五+}元')
    expect(told('用GPT写', '用glm写')).toBe('用[-GPT-]{+glm+}写')
  })

  it('sees no difference in spaces', () => {
    expect(diffWords('a  b\n', 'a b')).toEqual([{ kind: 'same', text: 'a b' }])
  })

  it('gives texts that have too little in common one after the other', () => {
    const [a, b] = ['a ', 'b '].map((word) => Array.from({ length: 2_000 }, (_, i) => `${word.trim()}${i}`).join(' '))
    expect(diffWords(a!, b!)).toEqual([
      { kind: 'removed', text: a },
      { kind: 'added', text: b },
    ])
  })
})

describe('likenessOf', () => {
  it('is the share that both have', () => {
    expect(likenessOf([])).toBe(1)
    expect(likenessOf(diffWords('same', 'same'))).toBe(1)
    expect(likenessOf(diffWords('abcd', 'efgh'))).toBe(0)
    expect(likenessOf(diffWords('abc one', 'abc two'))).toBeCloseTo(8 / 14)
  })
})
