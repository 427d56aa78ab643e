import { expect, it } from 'vitest'
import { exampleOutputOf, parsedJsonOf } from './example-output'

const call = (name: string, written: string) => ({
  id: 'call_1',
  type: 'function' as const,
  function: { name, arguments: written },
})

it.each([
  ['calculate_order_total', '{"items":[{"item_type":"书"}],"currency":"CNY"}', { currency: 'CNY', total: 128.5 }],
  ['getWeather', '{"city":"上海"}', { city: '上海', weather: 'example' }],
  ['lookup', 'not json', { lookup: 'example' }],
  ['f', '[1]', { 0: 1, f: 'example' }],
])('offers an output for %s', (name, written, expected) => {
  expect(JSON.parse(exampleOutputOf(call(name, written)))).toEqual(expected)
})

it('knows text that is no JSON', () => {
  expect([parsedJsonOf('{"a":1}'), parsedJsonOf('{a}'), parsedJsonOf('')]).toEqual([{ a: 1 }, undefined, undefined])
})
