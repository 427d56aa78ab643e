import { describe, expect, it } from 'vitest'
import { evidenceOf } from './evidence'
import { numeralValue } from './numerals'

describe('numerals', () => {
  it.each([
    ['12', 12],
    ['1,200', 1_200],
    ['1.5万', 15_000],
    ['50k', 50_000],
    ['两', 2],
    ['十', 10],
    ['十二', 12],
    ['三百二十', 320],
    ['一万两千', 12_000],
    ['二〇二六', 2_026],
    ['半', 0.5],
    ['a', 1],
    ['dozen', 12],
    ['twenty-five', 25],
    ['two hundred', 200],
    ['many', undefined],
    ['', undefined],
  ])('%s is %s', (text, value) => {
    expect(numeralValue(text)).toBe(value)
  })
})

describe('what a message says', () => {
  it('in numbers, whatever stands around them', () => {
    const { numbers } = evidenceOf('Between -3 and 4.5%, about 1,200 or twenty-five; on 2026-05-01 三个')
    expect(numbers.map(({ value }) => value)).toEqual([-3, 4.5, 1_200, 25, 3])
  })

  it('in quantities of things', () => {
    expect(evidenceOf('我买了3本《三体》、两支笔和一个电子产品').quantities).toEqual([
      { count: 3, noun: '三体' },
      { count: 2, noun: '笔' },
      { count: 1, noun: '电子产品' },
    ])
    expect(evidenceOf('I have a question: two red pens and a dozen eggs, please').quantities).toEqual([
      { count: 2, noun: 'red pens' },
      { count: 12, noun: 'eggs' },
    ])
  })

  it('in quotations, addresses, codes and dates', () => {
    const evidence = evidenceOf(
      '“一” "two" ask ada@example.com or https://example.com/a?b=1 for A-1024 by 2026年5月1日',
    )
    expect(evidence).toMatchObject({
      quoted: ['一', 'two'],
      emails: ['ada@example.com'],
      urls: ['https://example.com/a?b=1'],
      codes: ['A-1024'],
      dates: ['2026-05-01'],
    })
  })

  it('in arithmetic', () => {
    expect(evidenceOf('please compute (2+3)*4.5 / 7 now').arithmetic).toBe('(2+3)*4.5 / 7')
    expect(evidenceOf('from 2026-05-01 to the end').arithmetic).toBeUndefined()
  })
})
