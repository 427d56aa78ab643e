import Ajv from 'ajv/dist/2020'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDocument, readSchema } from './json-schema'
import { patternExample } from './pattern-example'
import { conformsTo } from './schema-check'
import { schemaExample } from './schema-example'
import { createSteps } from './steps'

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })

type Raw = Record<string, unknown>

const few = fc.integer({ min: 0, max: 3 })
const named = fc.constantFrom('a', 'b', 'city', 'quantity', 'item_type', 'date')

const bounds = (min: fc.Arbitrary<number>, span: fc.Arbitrary<number>, names: readonly [string, string]) =>
  fc.tuple(min, span, fc.boolean(), fc.boolean()).map(([low, width, withLow, withHigh]): Raw => ({
    ...(withLow && { [names[0]]: low }),
    ...(withHigh && { [names[1]]: low + width }),
  }))

const stringSchema: fc.Arbitrary<Raw> = fc.oneof(
  bounds(few, fc.integer({ min: 0, max: 9 }), ['minLength', 'maxLength']).map((range) => ({
    type: 'string',
    ...range,
  })),
  fc.constantFrom('date', 'email', 'uuid', 'date-time').map((format) => ({ type: 'string', format })),
  fc
    .constantFrom('^[A-Z]{3}$', '^\\d{4}-\\d{2}$', '^(red|green)$', '^#[0-9a-f]{6}$', '[^a-z]+', '^\\w+@\\w+\\.com$')
    .map((pattern) => ({ type: 'string', pattern })),
  fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 }).map((options) => ({ type: 'string', enum: options })),
)

const numberSchema: fc.Arbitrary<Raw> = fc.oneof(
  bounds(fc.integer({ min: -50, max: 50 }), few, ['minimum', 'maximum']).map((range) => ({
    type: 'integer',
    ...range,
  })),
  bounds(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 4 }), ['exclusiveMinimum', 'exclusiveMaximum']).map(
    (range) => ({ type: 'number', ...range }),
  ),
  fc
    .tuple(fc.integer({ min: -40, max: 40 }), fc.constantFrom(2, 5, 0.5, 10))
    .map(([minimum, multipleOf]) => ({ type: 'number', minimum, multipleOf })),
)

const leaf = fc.oneof(
  stringSchema,
  numberSchema,
  fc.constant<Raw>({ type: 'boolean' }),
  fc.constant<Raw>({ type: ['string', 'null'] }),
  fc.constant<Raw>({ const: { exactly: [1] } }),
  fc.constant<Raw>({}),
)

const { schema: anySchema } = fc.letrec<{ schema: Raw; object: Raw; array: Raw; choice: Raw }>((tie) => ({
  schema: fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, tie('object'), tie('array'), tie('choice')),
  object: fc
    .tuple(fc.dictionary(named, tie('schema'), { maxKeys: 4 }), fc.boolean(), fc.boolean(), few)
    .map(([properties, closed, all, minProperties]) => ({
      type: 'object',
      properties,
      required: Object.keys(properties).filter((_, index) => all || index % 2 === 0),
      ...(closed ? { additionalProperties: false } : { minProperties }),
    })),
  array: fc
    .tuple(tie('schema'), bounds(few, few, ['minItems', 'maxItems']))
    .map(([items, range]) => ({ type: 'array', items, ...range })),
  choice: fc
    .tuple(fc.constantFrom('anyOf', 'allOf'), tie('object'), tie('object'))
    .map(([kind, one, other]) => (kind === 'anyOf' ? { anyOf: [one, other] } : { allOf: [one] })),
}))

describe('an example', () => {
  it('follows its schema', () => {
    fc.assert(
      fc.property(anySchema, (schema) => {
        const value = schemaExample(schema)
        expect(ajv.validate(schema, value), JSON.stringify({ value, errors: ajv.errors })).toBe(true)
        const document = createDocument(schema, createSteps())
        expect(conformsTo(value, readSchema(schema, document), document)).toBe(true)
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  it('is the same each time', () => {
    fc.assert(fc.property(anySchema, (schema) => void expect(schemaExample(schema)).toEqual(schemaExample(schema))))
  })

  it.each([
    ['uniqueItems over an enum', { type: 'array', items: { enum: ['x', 'y', 'z'] }, minItems: 3, uniqueItems: true }],
    ['unique numbers', { type: 'array', items: { type: 'integer', minimum: 4 }, minItems: 3, uniqueItems: true }],
    ['a tuple', { type: 'array', prefixItems: [{ type: 'string' }, { const: 7 }], minItems: 2, items: false }],
    ['a reference', { $ref: '#/$defs/id', $defs: { id: { type: 'integer', minimum: 5 } } }],
    [
      'oneOf',
      { oneOf: [{ type: 'object' }, { type: 'object', properties: { kind: { const: 'b' } } }, { type: 'null' }] },
    ],
    ['allOf', { allOf: [{ type: 'object', required: ['a'] }, { properties: { a: { type: 'boolean' } } }] }],
    ['anyOf with null first', { anyOf: [{ type: 'null' }, { type: 'string', minLength: 9 }] }],
    ['required without a declaration', { type: 'object', required: ['a'], additionalProperties: { type: 'integer' } }],
    ['a default', { type: 'string', default: 'as given' }],
  ])('follows %s', (_, schema) => {
    const value = schemaExample(schema)
    expect(ajv.validate(schema, value), JSON.stringify(value)).toBe(true)
  })

  it.each([
    ['a schema that refers to itself', { type: 'object', properties: { next: { $ref: '#' } }, required: ['next'] }],
    ['a reference in a circle', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } }],
    ['lists in lists', [1, 2, 3, 4, 5, 6].reduce<Raw>((items) => ({ type: 'array', minItems: 1e9, items }), {})],
    ['nonsense', { type: 5, properties: 'none', required: 'all', items: null, minLength: 'x' }],
    ['what nothing satisfies', { type: 'string', minLength: 5, maxLength: 2, enum: [] }],
    ['a hostile pattern', { type: 'string', pattern: '('.repeat(10_000), minLength: 1e9 }],
  ])('comes to an end for %s', (_, schema) => {
    expect(JSON.stringify(schemaExample(schema)).length).toBeLessThan(100_000)
  })

  it('takes suggestions that fit and no others', () => {
    const schema = { type: 'object', properties: { age: { type: 'integer', maximum: 99 }, name: { type: 'string' } } }
    expect(schemaExample(schema, ({ name }) => (name === 'age' ? 120 : undefined))).toEqual({})
    expect(schemaExample(schema, ({ name }) => (name === 'age' ? 30 : undefined))).toEqual({ age: 30 })
  })
})

describe('a text for a pattern', () => {
  it.each([
    '^[A-Z]{2,3}-\\d+$',
    '^(?:https?|ftp)://[^\\s/]+\\.[a-z]{2,}$',
    '^[^0-9]x*y?$',
    '^[0-9a-f]{8}-[0-9a-f]{4}$',
    '\\bword\\b',
    '^\\+?[1-9]\\d{1,14}$',
  ])('matches %s', (pattern) => {
    expect(patternExample(pattern)).toMatch(new RegExp(pattern, 'u'))
    expect(patternExample(pattern, 3)).toMatch(new RegExp(pattern, 'u'))
  })

  it.each(['^(?=a)b$', '(a)\\1', '[', '(', 'a{100000}'])('is not made for %s', (pattern) => {
    expect(patternExample(pattern)).toBeUndefined()
  })
})
