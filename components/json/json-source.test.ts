import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeOf, readJson } from './json-source'

const problemOf = (text: string) => {
  const reading = readJson(text)
  return reading.ok ? undefined : { problem: reading.problem, ...placeOf(text, reading.offset) }
}

describe('readJson', () => {
  it('reads whatever JSON.stringify writes', () => {
    const json = fc.jsonValue({ maxDepth: 5 }).filter((value) => !JSON.stringify(value).includes('__proto__'))
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(readJson(text)).toMatchObject({ ok: true, value: JSON.parse(text) as unknown })
      }),
    )
  })

  it('accepts and refuses as JSON.parse does', () => {
    const marks = ['{', '}', '[', ']', ',', ':', ' ', '\n', '\\']
    const pieces = [...marks, '"a"', '"b', '"\\x"', '1', '-', '1.', '01', 'true', 'nul']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        const text = parts.join('')
        const reading = readJson(text)
        if (!reading.ok && reading.problem === 'twice') return
        expect(reading.ok).toBe(parses(text))
      }),
      { numRuns: 3_000 },
    )
  })

  it('tells where each value begins', () => {
    const text = '{\n  "name": "f",\n  "parameters": { "type": "object", "required": ["a", "b"] }\n}'
    const reading = readJson(text)
    if (!reading.ok) throw new Error(reading.problem)
    const at = (path: string) => placeOf(text, reading.offsetOf.get(path) ?? -1)
    expect(at('')).toEqual({ line: 1, column: 1 })
    expect(at('/name')).toEqual({ line: 2, column: 11 })
    expect(at('/parameters/required/1')).toEqual({ line: 3, column: 55 })
  })

  it.each([
    ['{"a": 1,}', { problem: 'trailing_comma', line: 1, column: 9 }],
    ['[1,]', { problem: 'trailing_comma', line: 1, column: 4 }],
    ['{"a": 1\n "b": 2}', { problem: 'comma', line: 2, column: 2 }],
    ['{a: 1}', { problem: 'key', line: 1, column: 2 }],
    ['{"a" 1}', { problem: 'colon', line: 1, column: 6 }],
    ['{"a": }', { problem: 'value', line: 1, column: 7 }],
    ['{"a": yes}', { problem: 'value', line: 1, column: 7 }],
    ['{"a": 01}', { problem: 'number', line: 1, column: 7 }],
    ['{"a": "b\n"}', { problem: 'string', line: 1, column: 7 }],
    [String.raw`{"a": "\x"}`, { problem: 'escape', line: 1, column: 8 }],
    ['{"a": 1} 2', { problem: 'after', line: 1, column: 10 }],
    ['{"a": 1, "a": 2}', { problem: 'twice', line: 1, column: 10 }],
    ['{"a": {', { problem: 'end', line: 1, column: 8 }],
    ['', { problem: 'end', line: 1, column: 1 }],
    ['['.repeat(300), { problem: 'deep', line: 1, column: 202 }],
  ])('%j → %o', (text, problem) => {
    expect(problemOf(text)).toEqual(problem)
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
