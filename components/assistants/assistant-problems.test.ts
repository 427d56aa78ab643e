import { describe, expect, it } from 'vitest'
import { emptyDraft, NEW_SCHEMA, type AssistantDraft } from './assistant-draft'
import { toJson } from './function-draft'
import { fieldOf, inFormOrder, problemsOf, ruleOf } from './assistant-problems'

const named = (...names: string[]) => names.map((name, index) => ({ key: String(index), source: toJson({ name }) }))

const plain: AssistantDraft = {
  ...emptyDraft('scripted'),
  name: '订单价格计算器',
  temperature: 0.2,
  format: 'json_schema',
  schema: NEW_SCHEMA,
  functions: named('calculate_order_total'),
  metadata: [{ key: 'team', value: 'shop' }],
}

describe('problemsOf', () => {
  const draft = plain

  it('has nothing to say of what is right', () => {
    expect(problemsOf(draft).size).toBe(0)
  })

  it('names each field that would be refused', () => {
    const wrong = {
      ...draft,
      model: ' ',
      name: 'x'.repeat(257),
      temperature: 2.5,
      schema: '{"name": "a b"}',
      functions: [{ key: 'a', source: '{ "name": }' }],
      metadata: [
        { key: 'team', value: '' },
        { key: 'team ', value: '' },
      ],
    }
    expect(Object.fromEntries(problemsOf(wrong))).toMatchObject({
      model: { key: 'required' },
      name: { key: 'too_long', values: { max: 256, length: 257 } },
      temperature: { key: 'range', values: { min: 0, max: 2 } },
      schema: { problem: { problem: 'name', line: 1, column: 10 } },
      'functions.0': { problem: { problem: 'value', line: 1, column: 11 } },
      metadata: { key: 'metadata_key_twice', values: { key: 'team' } },
    })
  })

  it('names all rules that lack something, and all fields in the form’s order', () => {
    const http = { kind: 'http', method: 'GET', url: '', headers: {} }
    const rules = [
      { ...http, id: 'r1' },
      { ...http, id: 'r2', url: 'https://a.test' },
      { ...http, id: 'r3' },
    ]
    const responders = [{ key: '0', source: toJson({ mode: 'always', rules }) }]
    const wrong = { ...draft, responders, model: '', metadata: [{ key: '', value: '' }], name: 'x'.repeat(257) }
    const problems = problemsOf(wrong)
    expect(problems.get('responders.0')).toMatchObject({ values: { count: 2, numbers: '1, 3' } })
    expect(inFormOrder(problems.keys(), wrong)).toEqual(['name', 'model', 'responders.0', 'metadata'])
    expect([ruleOf('functions.0.rules.2.url'), ruleOf('functions.0'), ruleOf(null)]).toEqual([2, undefined, undefined])
  })

  it('finds a parameter without a name, which JSON and the wire would allow', () => {
    const source = '{ "name": "f", "parameters": { "type": "object", "properties": { "": {} } } }'
    expect([...problemsOf({ ...draft, functions: [{ key: 'a', source }] })]).toMatchObject([
      ['functions.0', { kind: 'json', problem: { problem: 'unnamed', line: 1, column: 70 } }],
    ])
  })

  it('finds one at any depth', () => {
    const inner = { type: 'object', properties: { '': {} } }
    const source = toJson({
      name: 'f',
      parameters: { type: 'object', properties: { a: { type: 'array', items: inner } } },
    })
    expect(problemsOf({ ...draft, functions: [{ key: 'a', source }] }).get('functions.0')).toMatchObject({
      problem: { problem: 'unnamed' },
    })
  })

  it('tells at its place what servers would refuse as too large', () => {
    const nested = (levels: number): object => (levels === 0 ? {} : { type: 'array', items: nested(levels - 1) })
    const fn = (parameters: object) => [{ key: 'a', source: toJson({ name: 'f', parameters }) }]
    const problemOf = (parameters: object) => problemsOf({ ...draft, functions: fn(parameters) }).get('functions.0')
    const deep = { type: 'object', properties: { b: nested(99) } }
    expect(problemOf({ type: 'object', properties: { b: nested(97) } })).toBeUndefined()
    expect(problemOf(deep)).toMatchObject({
      problem: {
        problem: 'too_many_levels',
        most: 100,
        path: `/parameters/properties/b${'/items'.repeat(98)}`,
        line: 202,
      },
    })
    const names = Array.from({ length: 50_001 }, (_, index) => [`p${index}`, 1])
    expect(problemOf({ properties: Object.fromEntries(names) })).toMatchObject({
      problem: { problem: 'too_many_members', most: 50_000, path: '/parameters' },
    })
    expect(problemOf({ description: 'x'.repeat(600_000) })).toMatchObject({ problem: { problem: 'too_many_bytes' } })
    const large = Array.from({ length: 3 }, (_, index) => ({
      key: String(index),
      source: toJson({ name: `f${index}`, parameters: { description: 'x'.repeat(400_000) } }),
    }))
    expect(problemsOf({ ...draft, functions: large }).get('functions')).toMatchObject({ key: 'tools_too_large' })
  })

  it('finds the second of two functions with one name', () => {
    const problems = problemsOf({ ...draft, functions: named('a', 'b', 'a') })
    expect([...problems]).toEqual([['functions.2', { kind: 'text', key: 'function_twice', values: { name: 'a' } }]])
  })

  it('does not look at a schema that is not used', () => {
    expect(problemsOf({ ...draft, format: 'text', schema: 'nonsense' }).size).toBe(0)
  })
})

describe('fieldOf', () => {
  const draft = { ...plain, functions: named('a', 'b') }
  it.each([
    ['temperature', 'temperature'],
    ['tools[1].function.name', 'functions.1'],
    ['tools.0', 'functions.0'],
    ['tools[7]', 'functions'],
    ['response_format.json_schema.name', 'schema'],
    ['metadata', 'metadata'],
    ['reasoning_effort', undefined],
    [null, undefined],
  ])('%s → %s', (param, field) => {
    expect(fieldOf(param, draft)).toBe(field)
  })
})
