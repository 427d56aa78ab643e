import { describe, expect, it } from 'vitest'
import { matchSteps, type Matchable } from './matched-steps'

/** `look_up:a` = a call of look_up with the input a. */
const stepsOf = (text: string): readonly Matchable[] =>
  text.split(' ').flatMap((word) => {
    const [kind, input = ''] = word.split(':')
    return kind ? [{ kind, input }] : []
  })

const told = (a: string, b: string) =>
  matchSteps(stepsOf(a), stepsOf(b))
    .map((pair) =>
      [pair.a, pair.b].map((one) => (one ? [one.kind, one.input].filter(Boolean).join(':') : '·')).join('='),
    )
    .join(' ')

describe('matchSteps', () => {
  it('pairs what is of one kind, in order', () => {
    expect(told('look:1 say', 'look:2 say')).toBe('look:1=look:2 say=say')
    expect(told('', 'say')).toBe('·=say')
    expect(told('say', '')).toBe('say=·')
  })

  it('leaves what only one of them did to itself', () => {
    expect(told('look:1 add say', 'look:1 say')).toBe('look:1=look:1 add=· say=say')
    expect(told('say', 'look:1 say')).toBe('·=look:1 say=say')
    expect(told('a b', 'b a')).toBe('a=· b=b ·=a')
  })

  it('prefers the same input among calls of one function', () => {
    expect(told('look:1 look:2 look:3', 'look:2 look:3')).toBe('look:1=· look:2=look:2 look:3=look:3')
  })

  it('pairs very many by their kinds alone', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `call:${index}`).join(' ')
    const pairs = matchSteps(stepsOf(`${many(600)} say`), stepsOf(`${many(599)} say`))
    expect(pairs.filter(({ a, b }) => a && b)).toHaveLength(600)
    expect(pairs.at(-1)).toEqual({ a: { kind: 'say', input: '' }, b: { kind: 'say', input: '' } })
  })
})
