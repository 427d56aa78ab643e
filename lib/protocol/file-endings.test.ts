import { expect, it } from 'vitest'
import { endingOf, htmlEndings, searchableEndings } from './file-endings'

it('an ending is listed once, as names are compared with it', () => {
  expect(new Set(searchableEndings).size).toBe(searchableEndings.length)
  for (const ending of searchableEndings) expect(endingOf(`A File.${ending.toUpperCase()}`)).toBe(ending)
  expect(searchableEndings).toEqual(expect.arrayContaining([...htmlEndings]))
})

it.each(['LICENSE', 'a.b/c', 'x.'])('%s has no ending', (name) => {
  expect(endingOf(name)).toBe('')
})
