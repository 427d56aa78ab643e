import { expect, it } from 'vitest'
import { createFileTexts, partOf } from './file-texts'

const pages = [0, 6, 12]
const text = 'one 1\ntwo 2\nthree 3\n'

it('tells of pages with their numbers, whole where they fit, and goes on where it ended', () => {
  expect(partOf({ text, pages }, 0)).toEqual({
    pages: [
      { number: 1, text: 'one 1\n', is_continued: false },
      { number: 2, text: 'two 2\n', is_continued: false },
      { number: 3, text: 'three 3\n', is_continued: false },
    ],
    ...{ total_pages: 3, next: null },
  })
  const first = partOf({ text, pages }, 0, 10)
  expect(first).toMatchObject({ pages: [{ number: 1 }], next: 6 })
  const cut = partOf({ text: 'a\nb\nc\n', pages: [0] }, 0, 5)
  expect(cut).toEqual({ pages: [{ number: 1, text: 'a\nb\n', is_continued: false }], total_pages: 1, next: 4 })
  expect(partOf({ text: 'a\nb\nc\n', pages: [0] }, 4, 5)).toEqual({
    pages: [{ number: 1, text: 'c\n', is_continued: true }],
    ...{ total_pages: 1, next: null },
  })
})

it('cuts what has no pages at lines, and a line that is too long anywhere', () => {
  expect(partOf({ text: 'ab\ncd' }, 0, 4)).toMatchObject({ pages: [{ number: null, text: 'ab\n' }], next: 3 })
  expect(partOf({ text: 'abcdef' }, 0, 4)).toMatchObject({ pages: [{ text: 'abcd' }], next: 4 })
})

it('reads a file once, one at a time, and again only what failed here', async () => {
  const read: string[] = []
  let atOnce = 0
  const texts = createFileTexts({ withPath: (id, use) => use(id) }, async ({ path }) => {
    expect((atOnce += 1)).toBe(1)
    read.push(path)
    await Promise.resolve()
    atOnce -= 1
    if (path === 'gone') return { ok: false, code: 'server_error', message: 'The file is not there any more.' }
    return { ok: true, text: path }
  })
  const file = (id: string) => ({ id, filename: `${id}.pdf` }) as never
  await Promise.all([texts.partOf(file('a'), 0), texts.partOf(file('a'), 0), texts.partOf(file('b'), 0)])
  expect(read).toEqual(['a', 'b'])
  for (const _ of [1, 2]) expect(await texts.partOf(file('gone'), 0)).toHaveProperty('failure')
  expect(read).toEqual(['a', 'b', 'gone', 'gone'])
})
