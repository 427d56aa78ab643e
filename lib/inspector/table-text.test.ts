import { expect, it } from 'vitest'
import { csvLine, ndjsonLine } from './table-text'

it('quotes what would break a line or a cell', () => {
  expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', null, 3])).toBe('a,"b,c","say ""hi""","two\nlines",,3\r\n')
})

it('keeps spreadsheets from running what others wrote', () => {
  for (const text of ['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1']) {
    expect(csvLine([text]).replaceAll('"', '').startsWith("'"), text).toBe(true)
  }
  expect(csvLine(['=HYPERLINK("http://x","y")'])).toBe('"\'=HYPERLINK(""http://x"",""y"")"\r\n')
  expect(csvLine([-5, '-5', '-0.25', 'a=b'])).toBe('-5,-5,-0.25,a=b\r\n')
})

it('writes an object a line', () => {
  expect(ndjsonLine({ a: 'two\nlines' })).toBe('{"a":"two\\nlines"}\n')
})
