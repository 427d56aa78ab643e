import { describe, expect, it } from 'vitest'
import { kindOf, withKind } from './schema-kind'
import { blankNode, countRows, newRow, nodeOf, rowProblemOf, type SchemaNode } from './schema-node'
import { nodeText, partProblemOf } from './schema-text'

const schemaOf = (node: SchemaNode): unknown => JSON.parse(nodeText(node, 0))
const list = (items: object) => ({ type: 'array', items })
const row = (name: string) => ({ ...newRow([]), name })

describe('kindOf', () => {
  it.each([
    [{ type: 'integer' }, 'integer'],
    [list({ type: 'string', enum: ['a'] }), 'string[]'],
    [list({ type: 'object', properties: { a: {} } }), 'object[]'],
    [list({ type: 'string', description: 'One of them' }), 'array'],
    [list(list({ type: 'string' })), 'array'],
    [{ type: 'array' }, 'array'],
    [{ $ref: '#' }, 'json'],
    [true, 'json'],
  ])('of %j is %s', (schema, kind) => {
    expect(kindOf(nodeOf(schema))).toBe(kind)
  })
})

describe('withKind', () => {
  const object = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }
  it.each([
    ['takes an object into a list', { ...object, description: 'd' }, 'object[]', { ...list(object), description: 'd' }],
    ['and out of it', { ...list(object), description: 'd' }, 'object', { ...object, description: 'd' }],
    ['keeps what JSON says', { type: 'string', pattern: '^a' }, 'json', { type: 'string', pattern: '^a' }],
    ['reads what was JSON', { oneOf: [], description: 'd' }, 'string', { type: 'string', oneOf: [], description: 'd' }],
    [
      'keeps options that the type can have',
      { type: 'integer', enum: [1] },
      'number[]',
      list({ type: 'number', enum: [1] }),
    ],
    ['and no others', { type: 'string', enum: ['a'], default: 'a' }, 'integer', { type: 'integer' }],
    [
      'describes the items of a list apart',
      list({ type: 'string', enum: ['a'] }),
      'array',
      list({ type: 'string', enum: ['a'] }),
    ],
  ] as const)('%s', (_, schema, kind, expected) => {
    expect(schemaOf(withKind(nodeOf(schema), kind))).toEqual(expected)
  })
})

describe('rows', () => {
  it('begin with a name that is free, and need one of their own', () => {
    const first = newRow([])
    expect([newRow([first]).name, newRow([first, newRow([first])]).name]).toEqual(['parameter_2', 'parameter_3'])
    const all = [first, { ...first, name: '' }, row('a'), row('a')]
    expect(all.map((_, index) => rowProblemOf(all, index))).toEqual([undefined, 'unnamed', undefined, 'twice'])
  })

  it('are counted at all depths', () => {
    const inner = { type: 'object', properties: { a: {}, b: list({ type: 'object', properties: { c: {} } }) } }
    expect(countRows(nodeOf({ type: 'object', properties: { inner } }))).toBe(4)
  })
})

describe('JSON of a part', () => {
  const withOthers = (others: string, type: SchemaNode['type'] = 'string') => ({ ...blankNode(type), others })

  it.each([
    ['{ "pattern": "^a" }', { type: 'string', pattern: '^a' }],
    ['"pattern": "^a"', { type: 'string', pattern: '^a' }],
    [' ', { type: 'string' }],
  ])('%s stands beside the fields', (others, expected) => {
    expect(partProblemOf(withOthers(others))).toBeUndefined()
    expect(schemaOf(withOthers(others))).toEqual(expected)
  })

  it.each([
    [withOthers('{\n "pattern": }'), { problem: 'value', line: 2, column: 13 }],
    [withOthers('[1]'), { problem: 'root_object' }],
    [withOthers('{ "maxLength": 1,\n "type": "number" }'), { problem: 'field', name: 'type', line: 2 }],
    [withOthers('{ "oneOf": [', 'json'), { problem: 'end', line: 1, column: 13 }],
    [withOthers('1', 'json'), { problem: 'root_object' }],
  ])('%j is told with its place', (node, problem) => {
    expect(partProblemOf(node)).toMatchObject(problem)
  })
})
