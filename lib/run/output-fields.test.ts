import { describe, expect, it } from 'vitest'
import type { Tool } from '@/lib/protocol/tool'
import { fieldValueOf, outputFieldsOf, RESPONSE_KEY, responseSchemaOf, withField } from './output-fields'

const responses = {
  type: 'object',
  properties: {
    sky: { type: 'string', enum: ['clear', 'cloudy'] },
    degrees: { type: 'number', description: 'Celsius' },
    warning: { type: 'boolean' },
    text: { type: 'string' },
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

describe('outputFieldsOf', () => {
  it('makes a field of each plain property', () => {
    expect(outputFieldsOf(responses, '')).toEqual([
      { name: 'sky', kind: 'choice', choices: ['clear', 'cloudy'], description: null, isRequired: false },
      { name: 'degrees', kind: 'number', choices: [], description: 'Celsius', isRequired: true },
      { name: 'warning', kind: 'flag', choices: [], description: null, isRequired: false },
      { name: 'text', kind: 'text', choices: [], description: null, isRequired: false },
    ])
  })

  it('without a schema follows what was written', () => {
    expect(outputFieldsOf(null, '{"total": 3, "paid": true}')?.map(({ name, kind }) => [name, kind])).toEqual([
      ['total', 'number'],
      ['paid', 'flag'],
    ])
  })

  it.each(['', 'sunny', '[1]', '{}', '{"a": {"b": 1}}', '{"a": null}'])('makes no form of %j', (draft) => {
    expect(outputFieldsOf(null, draft)).toBeNull()
  })

  it('makes none of a schema with parts in parts', () => {
    expect(outputFieldsOf({ properties: { items: { type: 'array' } } }, '')).toBeNull()
    expect(outputFieldsOf({ type: 'string' }, '')).toBeNull()
  })
})

describe('withField', () => {
  const [sky, degrees, warning, text] = outputFieldsOf(responses, '') ?? []

  it('writes JSON of the right kinds, which is read back', () => {
    let draft = ''
    draft = withField(draft, degrees!, '21.5')
    draft = withField(draft, warning!, 'false')
    draft = withField(draft, sky!, 'clear')
    expect(JSON.parse(draft)).toEqual({ degrees: 21.5, warning: false, sky: 'clear' })
    expect([degrees, warning, sky, text].map((field) => fieldValueOf(draft, field!))).toEqual([
      '21.5',
      'false',
      'clear',
      '',
    ])
  })

  it('keeps the order and what the form does not know', () => {
    expect(JSON.parse(withField('{"degrees": 1, "other": [2]}', degrees!, '3'))).toEqual({ degrees: 3, other: [2] })
    expect(Object.keys(JSON.parse(withField('{"degrees": 1, "other": 2}', degrees!, '3')) as object)[0]).toBe('degrees')
  })

  it('takes out what is emptied, but leaves an empty text', () => {
    expect(JSON.parse(withField('{"degrees": 1}', degrees!, ''))).toEqual({})
    expect(JSON.parse(withField('{"text": "a"}', text!, ''))).toEqual({ text: '' })
  })
})
