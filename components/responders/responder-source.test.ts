import { describe, expect, it } from 'vitest'
import { respondersBody } from '@/lib/protocol/responder'
import { ruleKinds } from '@/lib/protocol/responder-limits'
import { argumentPaths, isComplete, moved, newRule, responderOf, responderSource } from './responder-source'

const rules = (...ids: string[]) => ids.map((id) => newRule('static', id))

describe('what answers a function', () => {
  it.each(ruleKinds)('has a new rule of kind %s that is read back as it was written', (kind) => {
    const fields = { mode: 'ask', rules: [newRule(kind, 'r1')] } as const
    expect(responderOf(responderSource(fields))).toEqual(fields)
  })

  it.each(ruleKinds.filter((kind) => isComplete(newRule(kind, 'r1'))))(
    'and the server takes one of kind %s',
    (kind) => {
      const functions = [{ function: 'f', mode: 'always', rules: [newRule(kind, 'r1')] }]
      expect(respondersBody.safeParse({ functions }).error).toBeUndefined()
    },
  )

  it('is a person without text, and no text where a person answers and no rule is kept', () => {
    expect(responderOf(undefined)).toEqual({ mode: 'never', rules: [] })
    expect(responderSource({ mode: 'never', rules: [] })).toBeUndefined()
    expect(responderSource({ mode: 'never', rules: rules('r1') })).toContain('"mode": "never"')
  })

  it('gives rules that were written by hand an id each', () => {
    const source = '{"rules": [{"kind": "static", "output": "1", "id": "r1"}, {"kind": "fail", "error": "no"}]}'
    expect(responderOf(source)).toMatchObject({ mode: 'always', rules: [{ id: 'r1' }, { id: 'r2', kind: 'fail' }] })
  })

  it.each([
    '{"rules": [',
    '[]',
    '{"mode": "often", "rules": []}',
    '{"rules": [{"kind": "magic"}]}',
    '{"rules": [{"kind": "static"}]}',
    '{"rules": [{"kind": "lookup", "path": "a", "entries": [1]}]}',
    '{"rules": [{"kind": "http", "method": "GET", "url": 1}]}',
  ])('has no form for %s', (source) => {
    expect(responderOf(source)).toBeUndefined()
  })
})

it('moves a rule to another place, and nowhere beyond the list', () => {
  const ids = (from: number, to: number) => moved(rules('a', 'b', 'c'), { from, to }).map(({ id }) => id)
  expect(ids(0, 2)).toEqual(['b', 'c', 'a'])
  expect(ids(2, 1)).toEqual(['a', 'c', 'b'])
  expect(ids(0, -1)).toEqual(['a', 'b', 'c'])
  expect(ids(2, 3)).toEqual(['a', 'b', 'c'])
})

it('names where arguments stand, of a list its first item', () => {
  const text = { type: 'string' }
  const item = { type: 'object', properties: { kind: text, quantity: { type: 'integer' } } }
  const parameters = {
    type: 'object',
    properties: { city: text, items: { type: 'array', items: item }, at: { properties: { day: text } } },
  }
  expect(argumentPaths(parameters)).toEqual(['city', 'items[0].kind', 'items[0].quantity', 'at.day'])
  expect(argumentPaths(null)).toEqual([])
})
