import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Tool } from '@/lib/protocol/tool'
import { brokenPart, canShow, fieldOf, outputTextOf, schemaOfValue, withPart, type OutputField } from './output-fields'
import { RESPONSE_KEY, responseSchemaOf } from '@/lib/run/response-schema'

const responses = {
  type: 'object',
  properties: {
    sky: { type: 'string', enum: ['clear', 'cloudy'] },
    degrees: { type: 'number', description: 'Celsius' },
    hours: { type: 'array', items: { type: 'object', properties: { at: { type: 'string' } }, required: ['at'] } },
    source: { oneOf: [{ type: 'string' }, { type: 'null' }] },
  },
  required: ['degrees'],
}
const toolOf = (parameters: Record<string, unknown>): Tool => ({
  type: 'function',
  function: { name: 'get_weather', parameters },
})

describe('responseSchemaOf', () => {
  it('finds what the function says that it returns', () => {
    expect(responseSchemaOf([toolOf({ [RESPONSE_KEY]: responses })], 'get_weather')).toEqual(responses)
  })

  it.each([
    ['a function that says nothing', [toolOf({})], 'get_weather'],
    ['one that says it wrong', [toolOf({ [RESPONSE_KEY]: 'text' })], 'get_weather'],
    ['a function that is not there', [], 'get_weather'],
  ])('of %s is null', (_, tools, name) => {
    expect(responseSchemaOf(tools, name)).toBeNull()
  })
})

describe('fieldOf', () => {
  it('has a field for every part, at any depth, and JSON where there is none', () => {
    const { kind, fields } = fieldOf(responses)
    expect(kind).toBe('object')
    expect(fields.map((field) => [field.name, field.kind, field.isRequired, field.description])).toEqual([
      ['sky', 'choice', false, null],
      ['degrees', 'number', true, 'Celsius'],
      ['hours', 'list', false, null],
      ['source', 'json', false, null],
    ])
    expect(fields[2]?.item).toMatchObject({ kind: 'object', fields: [{ name: 'at', kind: 'text', isRequired: true }] })
  })

  it.each([
    [{ type: 'string' }, 'text'],
    [{ type: 'object' }, 'json'],
    [{ type: 'array' }, 'json'],
    [{ type: 'integer', enum: [1, 2] }, 'choice'],
    [true, 'json'],
  ])('of %j is %s', (schema, kind) => {
    expect(fieldOf(schema).kind).toBe(kind)
  })
})

describe('schemaOfValue', () => {
  const shows = (field: OutputField, value: unknown): boolean =>
    canShow(field, value) &&
    (!field.item || !Array.isArray(value) || shows(field.item, value[0])) &&
    field.fields.every((part) => shows(part, (value as Record<string, unknown>)[part.name]))

  it('makes a form that shows the value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => shows(fieldOf(schemaOfValue(value)), value)))
  })
})

describe('withPart', () => {
  it('keeps the order and what the form does not know', () => {
    const whole = withPart({ degrees: 1, other: [2] }, 'degrees', 3)
    expect(JSON.stringify(whole)).toBe('{"degrees":3,"other":[2]}')
  })

  it('takes out what is emptied, and makes what is not there', () => {
    expect(withPart({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 })
    expect(withPart({ a: 1 }, 'a', undefined)).toBeUndefined()
    expect(withPart(undefined, 'a', '')).toEqual({ a: '' })
  })
})

describe('outputTextOf', () => {
  it('is JSON, and nothing of nothing', () => {
    expect([outputTextOf({ a: [1] }), outputTextOf(undefined)]).toEqual(['{\n  "a": [\n    1\n  ]\n}', ''])
  })

  it('is broken where a part is', () => {
    expect(outputTextOf({ a: brokenPart('{"b": $&'), c: 1 })).toBe('{\n  "a": {"b": $&,\n  "c": 1\n}')
  })
})
