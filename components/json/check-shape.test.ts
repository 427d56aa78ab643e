import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { functionDefinitionSchema, responseFormatSchema } from '@/lib/protocol/tool'
import { checkShape, functionShape, responseSchemaShape } from './check-shape'

const part = fc.oneof(
  fc.constantFrom('get_weather', 'get weather', '', 'x'.repeat(64), 'x'.repeat(65)),
  fc.constantFrom(true, null, 3, []),
  fc.constant({ type: 'object', properties: {} }),
)
const definition = (...names: string[]) => fc.dictionary(fc.constantFrom(...names, 'extra'), part)

describe('checkShape', () => {
  it('accepts of functions exactly what the protocol accepts', () => {
    fc.assert(
      fc.property(definition('name', 'description', 'parameters', 'strict'), (value) => {
        const accepted = checkShape(JSON.stringify(value), functionShape) === undefined
        expect(accepted).toBe(functionDefinitionSchema.safeParse(value).success)
      }),
      { numRuns: 2_000 },
    )
  })

  it('accepts no response schema that the protocol refuses', () => {
    fc.assert(
      fc.property(definition('name', 'description', 'schema', 'strict'), (value) => {
        const accepted = checkShape(JSON.stringify(value), responseSchemaShape) === undefined
        const format = { type: 'json_schema', json_schema: value }
        if (accepted) expect(responseFormatSchema.safeParse(format).success).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['[]', { problem: 'root_object', line: 1, column: 1 }],
    ['{\n  "description": "x"\n}', { problem: 'missing', name: 'name', line: 1, column: 1 }],
    ['{\n  "name": "get weather"\n}', { problem: 'name', name: 'name', line: 2, column: 11 }],
    ['{\n  "name": "f",\n  "parameters": []\n}', { problem: 'object', name: 'parameters', line: 3, column: 17 }],
    ['{ "name": "f", "strict": "yes" }', { problem: 'flag', name: 'strict', line: 1, column: 26 }],
    ['{ "name": "f", "args": {} }', { problem: 'unknown', name: 'args', line: 1, column: 24 }],
    ['{ "name": "f" "x" }', { problem: 'comma', line: 1, column: 15 }],
  ])('%j → %o', (text, problem) => {
    expect(checkShape(text, functionShape)).toEqual(problem)
  })
})
