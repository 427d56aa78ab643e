import { describe, expect, test } from 'vitest'
import type { Rule } from '@/lib/protocol/responder'
import { ruleFor, whyNot } from './applies'
import { toCall } from './call'
import { plainAnswer } from './plain-rules'
import { sameJson } from './same-json'
import { badPlaceIn, fillTemplate } from './template'
import { isPath, valueAt } from './value-at'

const callOf = (text: string) => toCall({ id: 'call_1', type: 'function', function: { name: 'f', arguments: text } })
const common = { id: 'r', name: '', delay_ms: 0 }

describe('a path', () => {
  const value = { a: { b: [{ c: 1 }, 'x'] }, 'd.e': 2, '"': 3, n: null, '': 4 }
  test.each([
    ['', value],
    ['$', value],
    ['$.a.b[0].c', 1],
    ['a.b[1]', 'x'],
    ['a.b.1', 'x'],
    ['["d.e"]', 2],
    ['["\\""]', 3],
    ['n', null],
    ['n.x', undefined],
    ['a.b[7]', undefined],
    ['a.b.length', 2],
    ['__proto__', undefined],
    ['constructor.name', undefined],
    ['toString', undefined],
  ])('%j leads to %j', (path, found) => expect(valueAt(value, path)).toEqual(found))

  test.each(['a[', 'a]', 'a..b', '[x]', 'a.', '"'])('%j is none', (path) => expect(isPath(path)).toBe(false))
})

describe('a template', () => {
  const args = { city: 'Be"rn\n', n: 3, list: [1, 'a'], none: null, deep: { x: true } }
  test.each([
    ['It is {{n}} in {{city}}.', 'It is 3 in Be"rn\n.'],
    ['{{deep}}', '{"x":true}'],
    ['{{unit|celsius}} {{unit}}!', 'celsius !'],
    ['{"city":"{{city}}","n":{{n}}}', '{"city":"Be\\"rn\\n","n":3}'],
    [
      '{"a":{{list}},"b":{{missing}},"c":"{{missing}}","d":"{{deep}}"}',
      '{"a":[1,"a"],"b":null,"c":"","d":"{\\"x\\":true}"}',
    ],
    ['["{{n|4}}",{{m|4}}]', '["3","4"]'],
    [' [{{city}}]', ' ["Be\\"rn\\n"]'],
    ['{not json {{n}}', '{not json 3'],
    ['{"k\\"{{n}}":"\\\\{{n}}"}', '{"k\\"3":"\\\\3"}'],
  ])('%s becomes %s', (template, filled) => expect(fillTemplate(template, args)).toBe(filled))

  test('stays JSON, whatever the arguments are', () => {
    for (const city of ['"', '\\', '","x":"', '\u2028', '{{n}}', '$&', '\ud800']) {
      const filled = fillTemplate('{"a":"{{city}}","b":{{city}}}', { city })
      expect(JSON.parse(filled)).toEqual({ a: city, b: city })
    }
  })

  test('ends where a long argument would make it endless', () => {
    const filling = () => fillTemplate('{{city}}'.repeat(30_000), { city: 'x'.repeat(250_000) })
    expect(filling).toThrow('over 1000000 characters')
  })

  test('tells the first place that leads nowhere', () => {
    expect(badPlaceIn('{{a.b}} {{a[}} {{b]}}')).toBe('{{a[}}')
    expect(badPlaceIn('{{a.b|x}}')).toBeUndefined()
  })
})

describe('a rule applies', () => {
  const rule = (when: Rule['when']): Rule => ({ ...common, kind: 'static', output: 'x', when })
  const call = callOf('{"city":"Bern","n":[1,{"b":2,"a":1}]}')
  test.each([
    [{ path: 'city', equals: 'Bern' }, true],
    [{ path: 'city', equals: 'bern' }, false],
    [{ path: 'n[1]', equals: { a: 1, b: 2 } }, true],
    [{ path: 'none', equals: null }, false],
    [{ path: 'city', matches: '^B' }, true],
    [{ path: 'n', matches: '^\\[1,' }, true],
    [{ path: 'city', matches: '(a+)+$' }, false],
    [{ path: 'none', matches: '.*' }, false],
  ])('by %j: %s', (when, isMet) => expect(whyNot(rule(when), call) === undefined).toBe(isMet))

  test('the first that does answers', () => {
    const rules = [rule({ path: 'city', equals: 'Oslo' }), { ...rule(null), id: 'second' }, rule(null)]
    expect(ruleFor(rules, call)?.id).toBe('second')
    expect(ruleFor([], call)).toBeUndefined()
  })

  test('arguments that are too deep to be compared are not', () => {
    const deep = callOf(`{"city":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
    expect(whyNot(rule({ path: 'city', equals: [] }), deep)).toBeDefined()
    expect(whyNot(rule({ path: 'city', matches: 'x' }), deep)).toBeDefined()
  })

  test('a pattern that would take too long is not met', () => {
    const long = callOf(JSON.stringify({ city: 'x'.repeat(200_000) }))
    expect(whyNot(rule({ path: 'city', matches: '(x{1,500}y){2}' }), long)).toBeDefined()
  })
})

describe('a rule answers', () => {
  const lookup: Rule = {
    ...{ ...common, kind: 'lookup', path: 'city', ignore_case: false, fallback: null },
    entries: [
      { key: 'Bern', output: 'sun' },
      { key: '__proto__', output: 'odd' },
      { key: '3', output: 'three' },
    ],
  }
  test.each([
    [lookup, '{"city":"Bern"}', 'sun'],
    [lookup, '{"city":3}', 'three'],
    [lookup, '{"city":"__proto__"}', 'odd'],
    [{ ...lookup, ignore_case: true }, '{"city":" bERN "}', 'sun'],
    [{ ...lookup, fallback: 'rain' }, '{"city":"Rome"}', 'rain'],
    [{ ...lookup, fallback: '' }, 'no json', ''],
    [{ ...common, kind: 'fail', error: 'no "such" city' }, '', '{"error":"no \\"such\\" city"}'],
    [
      { ...common, kind: 'recorded', calls: [{ arguments: '{"a":1,"b":2}', output: 'x' }], otherwise: 'fail' },
      ' { "b":2, "a":1 } ',
      'x',
    ],
  ] satisfies [Rule, string, string][])('%j with %s', (rule, text, output) => {
    expect(plainAnswer(rule, callOf(text))).toBe(output)
  })

  test('or says why not', () => {
    expect(() => plainAnswer(lookup, callOf('{"city":"toString"}'))).toThrow("no entry for 'city' = toString")
    expect(() => plainAnswer(lookup, callOf('{}'))).toThrow("no argument 'city'")
    const recorded: Rule = { ...common, kind: 'recorded', run_id: 'run_1', calls: [], otherwise: 'fail' }
    expect(() => plainAnswer(recorded, callOf('{}'))).toThrow('No call of run run_1 was recorded.')
  })

  test('arguments are the same JSON or the same text', () => {
    expect(sameJson('{"a":[1, 2]}')).toBe(sameJson('{ "a": [1,2] }'))
    expect(sameJson('{"a":[1,2]}')).not.toBe(sameJson('{"a":[2,1]}'))
    expect(sameJson('[')).toBe('text:[')
    const deep = '['.repeat(200_000) + ']'.repeat(200_000)
    expect(sameJson(deep)).toBe(`text:${deep}`)
  })
})
