import { expect, it } from 'vitest'
import { filterOf, noFilter, writtenFilter, type FilterRow } from './attribute-filter'
import { attributesOf, pairProblems, written } from './attribute-value'

const row = (key: string, value: string | number | boolean): FilterRow => ({ ...written(key, value), operator: 'eq' })

it('writes a filter and reads it again', () => {
  const one = { join: 'and', rows: [row('year', 2025)] } as const
  const two = { join: 'or', rows: [row('year', 2025), row('draft', true), row('team', 'sales')] } as const
  for (const filter of [one, two]) expect(writtenFilter(JSON.stringify(filterOf(filter)))).toEqual(filter)
})

it('leaves out what is not complete, and does not read what has no form', () => {
  expect(filterOf({ join: 'and', rows: [row('', 'a'), { ...row('n', 1), value: 'many' }] })).toBeUndefined()
  expect(writtenFilter('{"type":"in","key":"a","value":["b"]}')).toEqual(noFilter)
  expect(writtenFilter('{"type":"and","filters":[{"type":"or","filters":[]}]}')).toEqual(noFilter)
  expect(writtenFilter('no json')).toEqual(noFilter)
})

it('says what is wrong with attributes', () => {
  const pairs = [
    written('a', 1),
    written(' a', 'x'),
    written(' ', true),
    { key: 'b', type: 'number', value: '1,5' } as const,
  ]
  expect(pairProblems(pairs)).toEqual([null, 'key_twice', 'key_missing', 'value'])
  expect(attributesOf([written('a', 1), written('b ', false), written('c', '')])).toEqual({ a: 1, b: false, c: '' })
})
