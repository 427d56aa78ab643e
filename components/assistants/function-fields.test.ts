import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from '@/components/json/json-source'
import { toJson } from './function-draft'
import { definitionIn, fieldsOf, sourceOf, type FunctionFields } from './function-fields'
import { newRow } from './schema-node'

function read(source: string): FunctionFields {
  const fields = fieldsOf(source)
  if (!fields) throw new Error(`no form for ${source}`)
  return fields
}

const weather = {
  name: 'get_weather',
  description: 'Tells the weather',
  strict: true,
  parameters: {
    type: 'object',
    properties: {
      city: { type: 'string', description: 'City, e.g. Hangzhou' },
      unit: { type: 'string', enum: ['celsius', 'fahrenheit'], default: 'celsius' },
      days: { type: 'integer', minimum: 1, maximum: 7, default: 1 },
      parts: { type: 'array', items: { type: 'string', enum: ['wind', 'rain'] } },
      place: {
        type: 'object',
        properties: {
          points: {
            type: 'array',
            items: {
              type: 'object',
              properties: { at: { type: 'array', items: { type: 'number' } } },
              required: ['at'],
            },
          },
        },
      },
      when: { oneOf: [{ type: 'string', format: 'date' }, { $ref: '#/$defs/week' }] },
    },
    required: ['city', 'elsewhere'],
    additionalProperties: false,
    $defs: { week: { type: 'integer' } },
    'x-responses': { type: 'object', properties: { degrees: { type: 'number' } }, examples: [{ degrees: 18 }] },
  },
}

describe('fieldsOf', () => {
  it('reads parameters and what comes back as rows, at any depth', () => {
    const { parameters, responses } = read(toJson(weather))
    expect(
      parameters.rows?.map(({ name, type, required, options, preset }) => [name, type, required, options, preset]),
    ).toEqual([
      ['city', 'string', true, '', ''],
      ['unit', 'string', false, 'celsius, fahrenheit', 'celsius'],
      ['days', 'integer', false, '', '1'],
      ['parts', 'array', false, '', ''],
      ['place', 'object', false, '', ''],
      ['when', 'json', false, '', ''],
    ])
    const points = parameters.rows?.[4]?.rows?.[0]
    expect(points?.items?.rows?.[0]).toMatchObject({
      name: 'at',
      type: 'array',
      required: true,
      items: { type: 'number' },
    })
    expect(responses?.rows?.[0]).toMatchObject({ name: 'degrees', type: 'number' })
  })

  it('leaves to JSON what has no field, and nothing else', () => {
    const { parameters, others } = read(toJson(weather))
    expect(JSON.parse(parameters.others)).toEqual({ additionalProperties: false, $defs: { week: { type: 'integer' } } })
    expect(JSON.parse(parameters.rows?.[2]?.others ?? '')).toEqual({ minimum: 1, maximum: 7 })
    expect(JSON.parse(parameters.rows?.[5]?.others ?? '')).toEqual(weather.parameters.properties.when)
    expect(JSON.parse(others)).toEqual({ strict: true })
  })

  it('loses nothing of it, and changes nothing', () => {
    expect(JSON.parse(sourceOf(read(toJson(weather))))).toEqual(weather)
  })

  it('reads a definition that has only a name', () => {
    expect(read('{ "name": "now" }')).toMatchObject({ name: 'now', parameters: { type: 'object', rows: [] } })
  })

  it.each(['{ "name": ', '[]', '{ "name": 1 }'])('has no form of %j', (source) => {
    expect(fieldsOf(source)).toBeUndefined()
  })
})

describe('sourceOf', () => {
  const scalar = fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'nothing')
  const name = fc.string({ minLength: 1, maxLength: 6 }).filter((text) => text !== '__proto__' && !/^\d+$/.test(text))
  const { schema } = fc.letrec((tie) => ({
    schema: fc.oneof({ maxDepth: 4 }, tie('plain'), tie('list'), tie('object'), tie('other')),
    plain: fc.record(
      {
        type: scalar,
        description: fc.string({ maxLength: 6 }),
        enum: fc.array(fc.oneof(fc.string({ maxLength: 4 }), fc.integer(), fc.constant(null)), { maxLength: 3 }),
        default: fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), fc.boolean(), fc.constant(null)),
        pattern: fc.string({ maxLength: 4 }),
      },
      { requiredKeys: ['type'] },
    ),
    list: fc.record({ type: fc.constant('array'), items: tie('schema') }, { requiredKeys: ['type'] }),
    object: fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(name, tie('schema'), { maxKeys: 3 }),
        description: fc.string({ maxLength: 6 }),
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
        required: fc.oneof(fc.constantFrom(true, 'a'), fc.uniqueArray(name, { minLength: 1, maxLength: 2 })),
      },
      { requiredKeys: ['type'] },
    ),
    other: fc.constantFrom(true, {}, { $ref: '#' }, { type: ['string', 'null'] }, { anyOf: [{ type: 'string' }] }, [1]),
  }))
  const definition = fc.record({
    name: fc.string({ maxLength: 6 }),
    parameters: fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(name, schema, { maxKeys: 4 }),
      'x-responses': schema,
    }),
    strict: fc.constantFrom(true, null),
  })
  /** `required` says the same in any order. */
  const sorted = (text: string): unknown =>
    JSON.parse(text, (key, value: unknown) => (key === 'required' && Array.isArray(value) ? value.sort() : value))

  it('says all that was read, whatever it was', () => {
    fc.assert(
      fc.property(definition, (made) => {
        expect(sorted(sourceOf(read(JSON.stringify(made))))).toEqual(sorted(JSON.stringify(made)))
      }),
    )
  })

  it('is read back as the same fields, and is laid out as JSON.stringify would', () => {
    fc.assert(
      fc.property(definition, (made) => {
        const source = sourceOf(read(JSON.stringify(made)))
        expect(sourceOf(read(source))).toBe(source)
        expect(source.replaceAll(/\{\s*\}/g, '{}')).toBe(toJson(JSON.parse(source)))
      }),
    )
  })

  it('has a name that stands in two rows twice, which is told instead of dropped', () => {
    const { parameters, ...rest } = read(toJson(weather))
    const rows = [...(parameters.rows ?? []), { ...newRow([]), name: 'city' }]
    expect(readJson(sourceOf({ ...rest, parameters: { ...parameters, rows } }))).toMatchObject({
      ok: false,
      problem: 'twice',
      name: 'city',
    })
  })
})

describe('definitionIn', () => {
  it.each([
    ['a tool of the Assistants wire', { type: 'function', function: weather }, weather],
    ['a tool with its function laid out flat', { type: 'function', ...weather }, weather],
  ])('takes the function out of %s', (_, pasted, definition) => {
    expect(JSON.parse(definitionIn(JSON.stringify(pasted)))).toEqual(definition)
  })

  it.each([
    toJson(weather),
    '{ "type": "function", "function": { "name": "f" }, "more": 1 }',
    '{ "type": "object" }',
    '{ "type": "func',
    '[]',
  ])('leaves %j as it was written', (source) => {
    expect(definitionIn(source)).toBe(source)
  })
})
