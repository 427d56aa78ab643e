import { describe, expect, it } from 'vitest'
import { checkShape, functionShape } from './check-shape'
import { readJson } from './json-source'
import { schemaCompletionsAt } from './schema-completions'

const at = (marked: string, root: 'function' | 'response' = 'function') =>
  schemaCompletionsAt(marked.replace('|', ''), marked.indexOf('|'), root)
const labels = (marked: string, root?: 'function' | 'response') => at(marked, root)?.options.map(({ label }) => label)

/** The text after the option of that label was taken. */
function take(marked: string, label: string) {
  const found = at(marked)
  const option = found?.options.find((each) => each.label === label)
  if (!found || !option) throw new Error(`${label} is not offered at ${marked}`)
  const text = marked.replace('|', '')
  return `${text.slice(0, found.from)}${option.before}|${option.behind}${text.slice(found.to)}`
}

describe('what is offered as a name', () => {
  it('is what a definition lacks', () => {
    expect(labels('{ | }')).toEqual(['name', 'description', 'strict', 'parameters'])
    expect(labels('{ "name": "f", "|": , "strict": true }')).toEqual(['description', 'parameters'])
    expect(labels('{ | }', 'response')).toContain('schema')
  })

  it('is what a schema of its type can have', () => {
    const inProperty = (inside: string) => labels(`{ "parameters": { "properties": { "a": { ${inside} } } } }`)
    expect(inProperty('"type": "string", |')).toEqual(expect.arrayContaining(['enum', 'format', 'maxLength']))
    expect(inProperty('"type": "string", |')).not.toContain('minimum')
    expect(inProperty('"type": ["integer", "null"], |')).toContain('minimum')
    expect(inProperty('|')).toEqual(expect.arrayContaining(['type', 'properties', 'items', 'minimum']))
  })

  it('is nothing where names are the writer’s own', () => {
    expect(labels('{ "parameters": { "properties": { | } } }')).toBeUndefined()
    expect(labels('{ "parameters": { "default": { | } } }')).toBeUndefined()
  })

  it('follows schemas wherever they lie', () => {
    for (const path of ['"items": {|}', '"anyOf": [{|}]', '"additionalProperties": {|}', '"$defs": { "x": {|} }']) {
      expect(labels(`{ "parameters": { ${path} } }`)).toContain('type')
    }
  })
})

describe('what is offered as a value', () => {
  it.each([
    ['{ "parameters": { "type": "|" } }', 'object'],
    ['{ "parameters": { "type": ["string", |] } }', 'null'],
    ['{ "parameters": { "format": | } }', 'date-time'],
    ['{ "strict": tr| }', 'true'],
    ['{ "parameters": { "additionalProperties": | } }', 'false'],
    ['{ "parameters": { "$ref": "|", "$defs": { "item": {} } } }', '#/$defs/item'],
    ['{ "parameters": { "properties": { "a": | } } }', '{ "type": "" }'],
  ])('%s: %s', (marked, label) => {
    expect(labels(marked)).toContain(label)
  })

  it('is of required what properties has and required has not', () => {
    const schema = (required: string) =>
      `{ "parameters": { "required": ${required}, "properties": { "a": 1, "b": 2 } } }`
    expect(labels(schema('["a", "|"]'))).toEqual(['b'])
    expect(labels(schema('[|]'))).toEqual(['a', 'b'])
  })

  it('leaves out a type that a list of types has', () => {
    expect(labels('{ "parameters": { "type": ["string", "|"] } }')).not.toContain('string')
  })

  it.each(['{ "name": "|" }', '{ "parameters": { "minimum": | } }', '{ "parameters": { "enum": [|] } }', '{ "x": | }'])(
    'is nothing in %s',
    (marked) => {
      expect(labels(marked)).toBeUndefined()
    },
  )
})

describe('what is taken', () => {
  it('brings its quotes and what its value begins with, once', () => {
    expect(take('{ na| }', 'name')).toBe('{ "name": "|" }')
    expect(take('{ "na|" }', 'name')).toBe('{ "name": "|" }')
    expect(take('{ "|": "f" }', 'name')).toBe('{ "name"|: "f" }')
    expect(take('{ "parameters": { "type": "str|" } }', 'string')).toBe('{ "parameters": { "type": "string"| } }')
    expect(take('{ "strict": | }', 'true')).toBe('{ "strict": true| }')
  })

  it('makes a definition by completions alone', () => {
    let text = take('{ "name": "f", | }', 'parameters')
    text = take(text, 'object').replace('"object"|', '"object", |')
    text = take(text, 'properties').replace('|', '"city": |')
    text = take(text, '{ "type": "" }')
    const whole = take(text, 'string').replace('|', '')
    expect(checkShape(whole, functionShape)).toBeUndefined()
    expect(readJson(whole)).toMatchObject({
      value: { name: 'f', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
    })
  })
})
