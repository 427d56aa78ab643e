import { expect, it } from 'vitest'
import { excerptOf, markedParts } from './query-marks'

const marked = (text: string, query: string) =>
  markedParts(text, query)
    .map((part) => (part.isMarked ? `[${part.text}]` : part.text))
    .join('')

it.each([
  ['Expenses are refunded.', 'expense refund', '[Expenses] are [refunded].'],
  ['Running a run', 'how do I run', '[Running] a [run]'],
  ['The art of war', 'the cat of the house', 'The art of war'],
  ['Ärzte und API2', 'ärzte api2', '[Ärzte] und [API2]'],
  ['差旅费用报销的材料', '怎么报销费用', '差旅[费用报销]的材料'],
  ['API调用次数', 'API 调用', '[API调用]次数'],
  ['猫和狗', '猫', '[猫]和狗'],
  ['nothing here', '', 'nothing here'],
  ['', 'nothing', ''],
])('marks in %j the words of %j', (text, query, wanted) => {
  expect(marked(text, query)).toBe(wanted)
})

it('loses nothing of the text', () => {
  const text = 'One 二三 four, five.\n六七八 nine'
  expect(
    markedParts(text, 'four 六七 nine')
      .map((part) => part.text)
      .join(''),
  ).toBe(text)
})

it('shows the part of a text where most of the query stands', () => {
  const text = `The hotel.\n\n${'Nothing of it. '.repeat(40)}\nA hotel in Paris\nmay cost more. ${'And so on. '.repeat(40)}`
  const excerpt = excerptOf(markedParts(text, 'hotel paris'))
    .map((part) => part.text)
    .join('')
  expect(excerpt).toMatch(/^… /)
  expect(excerpt.slice(0, 120)).toContain('A hotel in Paris may cost more.')
  expect(excerptOf(markedParts('Short text', 'nothing'))).toEqual([{ text: 'Short text', isMarked: false }])
})
