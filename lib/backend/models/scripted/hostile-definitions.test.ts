import { describe, expect, it } from 'vitest'
import { forceCall } from './function-choice'
import { hostileDefinitions } from './testing/hostile-definitions'
import { chunksOf, inputOf, runHere, textOfChunks, user } from '../testing/model-input-fixture'
import { schemaExample } from './schema-example'
import { createScriptedModel } from './scripted'
import { createSteps } from './steps'

const LONG = 'two books and 3 pens from Paris to Rome, "A-1024" '.repeat(80)
const MAX_ARGUMENTS_LENGTH = 500_000

/** As an earlier version has stored it: today it is refused at the doors. */
const enumOf100000 = { type: 'object', properties: { x: { enum: Array.from({ length: 100_000 }, (_, i) => `v${i}`) } } }

it.each(Object.entries({ ...hostileDefinitions, 'an enum of 100,000': { ...enumOf100000, required: ['x'] } }))(
  'a call by %s is made for a long message',
  (_, parameters) => {
    const [call] = forceCall(LONG, [{ name: 'f', parameters }])
    expect(JSON.parse(call?.arguments ?? '')).toBeTypeOf('object')
    expect(call?.arguments.length).toBeLessThan(MAX_ARGUMENTS_LENGTH)
  },
)

it('all of them together are one turn’s work', async () => {
  const functions = Object.entries(hostileDefinitions).map(([, parameters], index) => ({
    name: `f${index}`,
    description: 'hello',
    parameters,
  }))
  const model = createScriptedModel(runHere, { paceMs: 0, sleep: () => Promise.reject(new Error('no waiting')) })
  const chunks = await chunksOf(model(inputOf({ functions, tool_choice: 'required', turns: [user('hello hello')] })))
  expect(chunks.at(-1)).toMatchObject({ reason: 'tool_calls' })
})

it.each(Object.entries(hostileDefinitions))('an answer by %s is made', async (_, schema) => {
  const model = createScriptedModel(runHere, { paceMs: 0, sleep: () => Promise.reject(new Error('no waiting')) })
  const format = { type: 'json_schema', json_schema: { name: 'answer', schema } } as const
  const text = textOfChunks(await chunksOf(model(inputOf({ response_format: format, turns: [user(LONG)] }))))
  expect(JSON.parse(text)).toBeDefined()
})

describe('steps', () => {
  const schema = {
    type: 'object',
    properties: { name: { type: 'string', pattern: '^[A-Z]{3}$' }, other: { type: 'string' } },
    required: ['name'],
  }

  it('are many more than an ordinary definition takes', () => {
    expect(schemaExample(schema, undefined, createSteps(2_000))).toEqual({ name: 'AAA' })
  })

  it('that are spent leave plain values of the right type', () => {
    expect(schemaExample(schema, undefined, createSteps(0))).toEqual({ name: 'text' })
  })

  it('are counted the same each time', () => {
    const made = () => schemaExample(hostileDefinitions['two after each rung, any'])
    expect(made()).toEqual(made())
  })
})

describe('a pattern', () => {
  const valueFor = (pattern: string, given: string) => schemaExample({ type: 'string', pattern, default: given })

  it('is held against texts of any length', () => {
    expect(valueFor('^a+$', 'a'.repeat(5_000))).toBe('a'.repeat(5_000))
    expect(valueFor('^a+$', `${'a'.repeat(5_000)}b`)).toBe('a')
  })

  it('may name scripts and code points as JavaScript does', () => {
    expect(valueFor('^\\p{Script=Han}+$', '三体')).toBe('三体')
    expect(valueFor('^[\\u4e00-\\u9fa5]+$', '三体')).toBe('三体')
  })

  it('beyond the engine says nothing against a text', () => {
    expect(valueFor('^(?=b)a$', 'given')).toBe('given')
    expect(valueFor('(a)\\1', 'given')).toBe('given')
  })
})
