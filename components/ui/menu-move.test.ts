import { expect, it } from 'vitest'
import { itemTyped, nothingTyped, typedWith } from './menu-move'

const labels = ['Rename', 'Labels…', 'Copy id', 'Replay', 'Delete']

/** Where the focus goes as letters are typed, so many milliseconds one after another. */
function typing(letters: string, stepMs: number) {
  let [at, typed] = [0, nothingTyped]
  return Array.from(letters, (letter, place) => {
    typed = typedWith(typed, letter, place * stepMs)
    const found = itemTyped(labels, at, typed)
    if (found >= 0) at = found
    return labels[at]
  })
}

it('leads to the next item with a letter, round and round', () => {
  expect(typing('rrr', 100)).toEqual(['Replay', 'Rename', 'Replay'])
  expect(typing('dC', 2_000)).toEqual(['Delete', 'Copy id'])
})

it('takes letters that come fast for one word', () => {
  expect(typing('ren', 100)).toEqual(['Replay', 'Replay', 'Rename'])
  expect(typing('lx', 100), 'what no item has moves nothing').toEqual(['Labels…', 'Labels…'])
})

it('finds nothing in an empty menu', () => {
  expect(itemTyped([], -1, typedWith(nothingTyped, 'a', 0))).toBe(-1)
})
