import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from '@/components/json/json-source'
import { toJson } from './assistant-draft'
import {
  definitionIn,
  fieldsOf,
  newRow,
  parameterTypes,
  rowProblemOf,
  sourceOf,
  takesOptions,
  type FunctionFields,
  type ParameterRow,
} from './function-fields'

function read(source: string): FunctionFields {
  const reading = fieldsOf(source)
  if (!reading.ok) throw new Error(JSON.stringify(reading.why))
  return reading.fields
}

const whyNot = (definition: unknown) => {
  const reading = fieldsOf(typeof definition === 'string' ? definition : toJson(definition))
  return reading.ok ? undefined : [reading.why.key, reading.why.name || reading.why.keyword]
}
const withParameter = (schema: unknown) => ({ name: 'f', parameters: { type: 'object', properties: { a: schema } } })

const weather = {
  name: 'get_weather',
  description: 'Tells the weather',
  strict: true,
  parameters: {
    type: 'object',
    properties: {
      city: { type: 'string', description: 'City, e.g. Hangzhou' },
      unit: { type: 'string', enum: ['celsius', 'fahrenheit'] },
      days: { type: 'integer', minimum: 1, maximum: 7 },
      parts: { type: 'array', items: { type: 'string', enum: ['wind', 'rain'] } },
    },
    required: ['city'],
    additionalProperties: false,
  },
}

describe('fieldsOf', () => {
  it('reads parameters as rows', () => {
    const { rows } = read(toJson(weather))
    expect(rows.map(({ name, type, required, options }) => [name, type, required, options])).toEqual([
      ['city', 'string', true, ''],
      ['unit', 'string', false, 'celsius, fahrenheit'],
      ['days', 'integer', false, ''],
      ['parts', 'string[]', false, 'wind, rain'],
    ])
  })

  it('loses nothing of what it can show, and changes nothing', () => {
    expect(JSON.parse(sourceOf(read(toJson(weather))))).toEqual(weather)
  })

  it('reads a definition that has only a name', () => {
    expect(read('{ "name": "now" }')).toMatchObject({ name: 'now', rows: [] })
  })

  it.each([
    ['{ "name": ', 'json', ''],
    [withParameter({ type: 'object', properties: {} }), 'nested', 'a'],
    [withParameter({ type: 'array', items: { type: 'object' } }), 'nested', 'a'],
    [withParameter({ type: ['string', 'null'] }), 'type', 'a'],
    [withParameter({ anyOf: [] }), 'keyword', 'a'],
    [withParameter({ type: 'integer', enum: [1, 2] }), 'options', 'a'],
    [withParameter({ type: 'string', enum: ['a, b'] }), 'options', 'a'],
    [{ name: 'f', parameters: { type: 'object', $defs: {} } }, 'keyword', '$defs'],
    [{ name: 'f', parameters: { type: 'array' } }, 'parameters', ''],
    [{ name: 'f', parameters: { type: 'object', required: ['gone'] } }, 'required', 'gone'],
    [{ name: 'f', extra: 1 }, 'keyword', 'extra'],
    [{ name: 'f', strict: 'yes' }, 'keyword', 'strict'],
  ])('%j is too rich: %s %s', (definition, key, about) => {
    expect(whyNot(definition)).toEqual([key, about])
  })
})

describe('sourceOf', () => {
  const name = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text !== '__proto__' && !/^\d+$/.test(text))
  const row: fc.Arbitrary<ParameterRow> = fc
    .record({
      name,
      type: fc.constantFrom(...parameterTypes),
      description: fc.string({ maxLength: 8 }),
      required: fc.boolean(),
      options: fc.constantFrom('', 'a', 'a, b'),
      kept: fc.constantFrom({}, { minimum: 1 }, { format: 'date', default: { a: [1] } }),
    })
    .map((made) => (takesOptions(made.type) ? made : { ...made, options: '' }))
  const fields: fc.Arbitrary<FunctionFields> = fc.record({
    name: fc.string({ maxLength: 8 }),
    description: fc.string({ maxLength: 8 }),
    rows: fc.uniqueArray(row, { selector: (each) => each.name, maxLength: 4 }),
    kept: fc.constantFrom({}, { strict: true }, { strict: null }),
    keptOfParameters: fc.constantFrom({}, { additionalProperties: false }),
  })

  it('is read back as the same fields', () => {
    fc.assert(
      fc.property(fields, (made) => {
        expect(read(sourceOf(made))).toEqual(made)
      }),
    )
  })

  it('is laid out as JSON.stringify would', () => {
    fc.assert(
      fc.property(fields, (made) => {
        const source = sourceOf(made)
        const filled = made.rows.length > 0
        if (filled) expect(source).toBe(toJson(JSON.parse(source)))
      }),
    )
  })

  it('has a name that stands in two rows twice, which is told instead of dropped', () => {
    const { rows, ...rest } = read(toJson(weather))
    const source = sourceOf({ ...rest, rows: [...rows, { ...rows[0]!, type: 'number' }] })
    expect(readJson(source)).toMatchObject({ ok: false, problem: 'twice', name: 'city' })
  })
})

describe('rows', () => {
  const { rows } = read(toJson(weather))

  it('begin with a name that is free', () => {
    const first = newRow(rows)
    const second = newRow([...rows, first])
    expect([first.name, second.name, newRow([...rows, first, second]).name]).toEqual([
      'parameter',
      'parameter_2',
      'parameter_3',
    ])
  })

  it('need a name, and one of their own', () => {
    const all = [...rows, { ...newRow(rows), name: '' }, newRow(rows), { ...newRow(rows), name: 'city' }]
    expect(all.map((_, index) => rowProblemOf(all, index))).toEqual([
      ...rows.map(() => undefined),
      'unnamed',
      undefined,
      'twice',
    ])
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
