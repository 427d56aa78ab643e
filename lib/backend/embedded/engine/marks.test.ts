import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMarkReader, type Marks } from './marks'

const marks: Marks = {
  citations: new Map([
    ['0:0', 'file-a'],
    ['1:12', 'file-b'],
  ]),
  files: new Map([
    ['sandbox:/mnt/data/a.csv', 'file-csv'],
    ['sandbox:/mnt/data/a.csv.zip', 'file-zip'],
    ['sandbox:/mnt/data/报表 (1).csv', 'file-zh'],
  ]),
}

/** What is found in a text that arrives cut at these places, in brackets. */
function found(text: string, cuts: readonly number[] = []): string {
  const reader = createMarkReader(marks)
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((one, other) => one - other)
  const pieces = [0, ...places].map((from, index) => text.slice(from, places[index] ?? text.length))
  return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()]
    .map((piece) => {
      if (!piece.annotation) return piece.text
      const { annotation } = piece
      const id = annotation.type === 'file_path' ? annotation.file_path.file_id : annotation.file_citation.file_id
      return `<${piece.text}=${id}>`
    })
    .join('')
}

describe('what in a text stands for a file', () => {
  it.each([
    ['Paid【0:0†a.md】, weekly【1:12†source】.', 'Paid<【0:0†a.md】=file-a>, weekly<【1:12†source】=file-b>.'],
    ['【0:0†a.md】【0:0†a.md】', '<【0:0†a.md】=file-a><【0:0†a.md】=file-a>'],
    ['【2:0†a.md】 and 【注意】 and 【0:0', '【2:0†a.md】 and 【注意】 and 【0:0'],
    ['[a](sandbox:/mnt/data/a.csv).', '[a](<sandbox:/mnt/data/a.csv=file-csv>).'],
    ['At sandbox:/mnt/data/a.csv.', 'At <sandbox:/mnt/data/a.csv=file-csv>.'],
    ['sandbox:/mnt/data/a.csv.zip', '<sandbox:/mnt/data/a.csv.zip=file-zip>'],
    ['sandbox:/mnt/data/a.csv.gz sandbox:/x sand', 'sandbox:/mnt/data/a.csv.gz sandbox:/x sand'],
    ['（sandbox:/mnt/data/报表 (1).csv）', '（<sandbox:/mnt/data/报表 (1).csv=file-zh>）'],
  ])('is found in %s, wherever it is cut', (text, expected) => {
    expect(found(text)).toBe(expected)
    for (let cut = 0; cut <= text.length; cut += 1) expect(found(text, [cut])).toBe(expected)
    expect(
      found(
        text,
        [...text].map((_, index) => index),
      ),
    ).toBe(expected)
  })

  it('leaves every text as it is', () => {
    const pieces = fc.array(
      fc.constantFrom('【', '】', '0', ':', '†', 's', 'sandbox:', 'sand', '/mnt/data/', 'a.csv', '.', ' ', '😀'),
    )
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(), { maxLength: 8 }), (parts, cuts) => {
        const text = parts.join('')
        expect(found(text, cuts)).toBe(found(text))
        expect(found(text, cuts).replaceAll(/<([^<>]*)=file-[a-z]+>/g, '$1')).toBe(text)
      }),
    )
  })

  it('holds nothing back where there is nothing to find', () => {
    const reader = createMarkReader({ citations: new Map(), files: new Map() })
    expect(reader.read('【0:0†a】 sandbox:')).toEqual([{ text: '【0:0†a】 sandbox:' }])
  })
})
