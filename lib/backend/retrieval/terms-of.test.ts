import { describe, expect, it } from 'vitest'
import { termsOf } from './terms-of'

describe('terms', () => {
  it.each([
    ['Resetting the passwords', ['reset', 'password']],
    ['CAFÉ ｃａｆｅ', ['cafe', 'cafe']],
    ['API调用次数', expect.arrayContaining(['api', '调用', '用次', '次数'])],
    ['重置\n密码', expect.arrayContaining(['重置', '置密', '密码'])],
    ['createThread api_key', ['createthread', 'creat', 'thread', 'api', 'key']],
    ['constructor __proto__ hasOwnProperty', ['constructor', 'proto', 'hasownproperti', 'own', 'properti']],
    ['東京タワー', expect.arrayContaining(['東京', 'タワ', 'ワー'])],
    ['한국어', ['한국어', '한국', '국어']],
    ['2024-05-01', ['2024', '05', '01']],
    ['𠀀𠀁', expect.arrayContaining(['𠀀𠀁'])],
    ['  ,.!', []],
  ])('of %j', (text, terms) => {
    expect(termsOf(text)).toEqual(terms)
  })

  it.each([
    ['one sign', '好'.repeat(100_000)],
    ['one word', 'a'.repeat(1_000_000)],
    ['marks', '\u0301'.repeat(100_000)],
    ['humps', 'aB'.repeat(100_000)],
    ['line breaks', '好\n\n'.repeat(100_000)],
    ['surrogates', '\ud83d'.repeat(100_000)],
  ])('of a text of nothing but %s come in bounded time, none of them long', (_, text) => {
    expect(
      Math.max(
        0,
        ...termsOf(text)
          .slice(0, 10_000)
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(200)
  })
})
