import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonLinesOf, linesWith, pathOf, textOf } from './json-lines'

const value = { id: 'run_1', tools: [{ 'a b': 1 }, []], usage: null }
const lines = jsonLinesOf(value)

describe('jsonLinesOf', () => {
  it('says line for line what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (any) => {
        const written = jsonLinesOf(any).map((line) => '  '.repeat(line.depth) + textOf(line))
        expect(written.join('\n')).toBe(JSON.stringify(any, null, 2))
      }),
    )
  })
})

describe('pathOf', () => {
  it.each([
    [0, '$'],
    [1, '$.id'],
    [2, '$.tools'],
    [3, '$.tools[0]'],
    [4, '$.tools[0]["a b"]'],
    [5, '$.tools[0]'],
    [6, '$.tools[1]'],
    [7, '$.tools'],
    [8, '$.usage'],
    [9, '$'],
    [99, '$'],
  ])('of line %i is %s', (index, path) => {
    expect(pathOf(lines, index)).toBe(path)
  })

  it('leads to the value of the line', () => {
    const read = (path: string) => new Function('$', `return ${path}`)(value) as unknown
    lines.forEach((line, index) => expect(read(pathOf(lines, index))).toBe(line.value))
  })
})

describe('linesWith', () => {
  it('finds names and values, in whatever case', () => {
    expect(linesWith(lines, 'RUN_1')).toEqual([1])
    expect(linesWith(lines, '"tools": [')).toEqual([2])
    expect(linesWith(lines, 'nothing')).toEqual([])
    expect(linesWith(lines, '')).toEqual([])
  })
})
