import { expect, it } from 'vitest'
import { exampleOutputOf, parsedJsonOf } from './example-output'

const words = { weather: 'light rain', person: 'Li Wei', title: 'A title', city: 'Hangzhou', done: 'done' }

const call = (name: string, written: string) => ({
  id: 'call_1',
  type: 'function' as const,
  function: { name, arguments: written },
})
const outputOf = (name: string, written: string, schema: Record<string, unknown> | null = null) =>
  parsedJsonOf(exampleOutputOf(call(name, written), { schema, words }))

it.each([
  ['calculate_order_total', '{"items":[{"item_type":"书"}],"currency":"CNY"}', { currency: 'CNY', total: 128.5 }],
  ['getWeather', '{"city":"上海"}', { city: '上海', weather: 'light rain' }],
  ['look_up', 'not json', { status: 'done' }],
  ['get_local_time', '', { time: '08:15' }],
])('guesses an output for %s', (name, written, expected) => {
  expect(outputOf(name, written)).toEqual(expected)
})

it('offers what the author gave, with the arguments of the call', () => {
  const examples = [
    { city: 'Hangzhou', unit: 'celsius', degrees: 18 },
    { city: 'Boston', unit: 'fahrenheit', degrees: 64 },
  ]
  const schema = { type: 'object', examples }
  expect(outputOf('f', '{"city":"Tokyo"}', schema)).toEqual({ city: 'Tokyo', unit: 'celsius', degrees: 18 })
  expect(outputOf('f', '{"city":"Tokyo","unit":"fahrenheit"}', schema)).toEqual({ ...examples[1], city: 'Tokyo' })
  expect(outputOf('f', '{}', { examples: ['rain'] })).toBeUndefined()
})

it('follows the schema where its author gave none', () => {
  const schema = {
    type: 'object',
    properties: {
      city: { type: 'string' },
      sky: { type: 'string', enum: ['clear', 'cloudy'] },
      days: {
        type: 'array',
        items: { type: 'object', properties: { date: { type: 'string' }, rain: { type: 'boolean' } } },
      },
      share: { type: 'number', minimum: 0, maximum: 0.5 },
      source: { oneOf: [{ type: 'string', format: 'uri' }, { type: 'null' }] },
    },
  }
  expect(outputOf('f', '{"city":"Tokyo"}', schema)).toEqual({
    city: 'Tokyo',
    sky: 'clear',
    days: [{ date: '2026-12-01', rain: true }],
    share: 0.5,
    source: 'https://example.com/1042',
  })
})

it('writes a text where the function returns one', () => {
  expect(exampleOutputOf(call('get_weather', ''), { schema: { type: 'string' }, words })).toBe('light rain')
})

it('knows text that is no JSON', () => {
  expect([parsedJsonOf('{"a":1}'), parsedJsonOf('{a}'), parsedJsonOf('')]).toEqual([{ a: 1 }, undefined, undefined])
})
