import { describe, expect, it } from 'vitest'
import { replyPrefixOf, withPrefix } from './reply-prefix'

describe('a reply prefix', () => {
  it.each([
    ['每句话回复前都加上我是秦始皇', '我是秦始皇'],
    ['你是助手。每次回复前都要加上“我是秦始皇！”，然后再回答。', '我是秦始皇！'],
    ['每句话开头都加上：喵', '喵'],
    ['回答之前先说收到。', '收到'],
    ['每次回答都以“您好”开头', '您好'],
    ['请用遵命作为开头来回复', '遵命'],
    ['Begin every reply with Ahoy', 'Ahoy'],
    ['You are a pirate. Start each answer with Arr! Be brief.', 'Arr!'],
    ['start all of your responses with "Dear Sir,"', 'Dear Sir,'],
    ['Every answer must begin with the words I think', 'I think'],
    ['Always start with: Certainly. Then go on.', 'Certainly'],
    ['Prefix every message with Beep and be kind', 'Beep'],
    ['Add 我是秦始皇 before every reply', '我是秦始皇'],
    ['begin every reply with One. begin every reply with Two.', 'Two'],
  ])('is found in %j', (instructions, prefix) => {
    expect(replyPrefixOf(instructions)).toBe(prefix)
  })

  it.each([
    '',
    '可以帮助客户计算当前购物车的商品总价',
    'Start each day with a smile',
    'Answer with care',
    '回复要简短',
  ])('is not found in %j', (instructions) => {
    expect(replyPrefixOf(instructions)).toBeUndefined()
  })

  it('is looked for in no time even in hostile instructions', () => {
    const hostile = `${'回复'.repeat(50_000)} ${'begin every reply with '.repeat(10_000)}`
    expect(() => replyPrefixOf(hostile)).not.toThrow()
  })
})

it.each([
  ['我是秦始皇', '我是秦始皇，hello'],
  ['Arr!', 'Arr! hello'],
  ['收到。', '收到。hello'],
  ['Ahoy', 'Ahoy, hello'],
  [undefined, 'hello'],
])('%s stands before the answer', (prefix, expected) => {
  expect(withPrefix(prefix, 'hello')).toBe(expected)
})

it('leaves a list its own lines', () => {
  expect(withPrefix('Ahoy', '- one')).toBe('Ahoy\n\n- one')
})
