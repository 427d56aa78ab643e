import { describe, expect, it } from 'vitest'
import { toLocale, toTheme } from './locale'

describe('toLocale', () => {
  it.each([
    ['zh-CN', 'en-US', 'zh-CN'],
    ['en', 'zh-CN,zh;q=0.9', 'en'],
    [undefined, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    [undefined, 'zh-TW', 'zh-CN'],
    [undefined, 'de-DE,de;q=0.9,en;q=0.5,zh;q=0.7', 'zh-CN'],
    [undefined, 'zh;q=0,en;q=0.1', 'en'],
    [undefined, 'fr', 'en'],
    ['klingon', null, 'en'],
  ])('chosen %s, browser %s → %s', (chosen, header, locale) => {
    expect(toLocale(chosen, header)).toBe(locale)
  })
})

it('takes an unknown theme for the system’s', () => {
  expect([toTheme('dark'), toTheme('neon'), toTheme(undefined)]).toEqual(['dark', 'system', 'system'])
})
