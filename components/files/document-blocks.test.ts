import { expect, it } from 'vitest'
import { blocksOf } from './document-blocks'

it('finds tables among the lines of a text', () => {
  const text = 'Prices\n\nItem \tPrice \t\nTea \t4 \t\n\nSee below.\nOne\tline alone\n'
  expect(blocksOf(text)).toEqual([
    { kind: 'text', text: 'Prices' },
    { kind: 'table', text: 'Item\tPrice\nTea\t4' },
    { kind: 'text', text: 'See below.\nOne\tline alone' },
  ])
})

it('keeps tables of other columns apart, and finds nothing where there is nothing', () => {
  expect(blocksOf('a\tb\nc\td\ne\tf\tg\nh\ti\tj').map(({ kind }) => kind)).toEqual(['table', 'table'])
  expect(blocksOf('\n \n')).toEqual([])
})
