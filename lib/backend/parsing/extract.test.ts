import { closeSync, openSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { extract } from './extract'
import { sourceOf } from './file-source'
import { parsingLimits } from './limits'
import { docxOf, footnotes, lyingZip, paragraph, pptxOf, xlsxOf, zipOf } from './testing/office-files'
import { chinesePdf, encryptedPdf, flateBombPdf, pageLoopPdf, scannedPdf, textPdf } from './testing/pdf-files'
import { writtenFiles } from './testing/written-files'

const files = writtenFiles()
afterAll(files.remove)

/** In this process: what the reading itself does. That it is confined is tested in extract-text.test.ts. */
async function read(filename: string, bytes: string | Uint8Array, textBytes = parsingLimits.textBytes) {
  const fd = openSync(files.write(bytes), 'r')
  try {
    return await extract(sourceOf(fd), { filename, textBytes, onPage: () => undefined })
  } finally {
    closeSync(fd)
  }
}

const textOf = async (filename: string, bytes: string | Uint8Array) => (await read(filename, bytes)).text

/** GB 18030 of 你好，世界 */
const GB = Buffer.from('c4e3bac3a3accac0bde7', 'hex')

const utf16 = (text: string) => Buffer.from(text, 'utf16le')

describe('text is read', () => {
  it.each([
    ['as UTF-8', Buffer.from('Hello, 世界 🌍'), 'Hello, 世界 🌍'],
    ['without its mark', Buffer.from('\ufeffname,price'), 'name,price'],
    ['as GB 18030', GB, '你好，世界'],
    ['as UTF-16 with a mark', utf16('\ufeff你好'), '你好'],
    ['as UTF-16 with a mark, the other way', utf16('\ufeff你好').swap16(), '你好'],
    ['as UTF-16 without a mark', utf16('plain words'), 'plain words'],
    ['as Windows-1252', Buffer.from('caf\xe9 cr\xe8me', 'latin1'), 'café crème'],
    ['up to a sign that the end of the file cuts', Buffer.from('你好世界').subarray(0, -1), '你好世'],
    [
      'with one damaged sign',
      Buffer.concat([Buffer.from('好'.repeat(50)), Buffer.from([0xff])]),
      `${'好'.repeat(50)}\ufffd`,
    ],
    ['with one kind of line end', Buffer.from('a\r\nb\rc'), 'a\nb\nc'],
  ])('%s', async (_, bytes, text) => {
    expect(await textOf('notes.txt', bytes)).toBe(text)
  })

  it('of code, data and files without an ending, as it is', async () => {
    expect(await textOf('run.py', 'def f():\n    return 1\n')).toBe('def f():\n    return 1\n')
    expect(await textOf('data.json', '{"a": "好"}')).toBe('{"a": "好"}')
    expect(await textOf('LICENSE', 'MIT')).toBe('MIT')
  })
})

describe('of a web page', () => {
  const page = `<!doctype html><html><head><title>Title</title><style>p{}</style></head><body><script>alert(1)</script>
    <h1>Head  line</h1><p>One <b>two</b>&amp;&nbsp;three<br>four</p><ul><li>五</li><li>六</li></ul>
    <table><tr><td>a</td><td>b</td></tr></table><pre>x
  y</pre></body></html>`

  it('what a browser shows is read, whatever the file is called', async () => {
    const text = await textOf('page', page)
    expect(text).toBe('Title\n\nHead line\n\nOne two&\u00a0three\nfour\n\n五\n六\n\na\tb\t\n\nx\n  y')
  })

  it('the encoding that it declares counts', async () => {
    const bytes = Buffer.concat([Buffer.from('<meta charset="gbk"><p>'), GB])
    expect(await textOf('page.html', bytes)).toBe('你好，世界')
  })

  it('that is nested without end nothing is read', async () => {
    await expect(read('deep.html', '<div>'.repeat(200_000))).rejects.toThrow('more than 2000 elements in each other')
  })
})

describe('of a PDF', () => {
  it('pages are read with where they begin, and divided words are one again', async () => {
    const { text, pages = [] } = await read('two.pdf', textPdf('Hello\nworld divi-\nded', 'page two'))
    expect(text).toBe('Hello\nworld divided\n\npage two\n\n')
    expect(pages.map((page) => text.slice(page).split('\n')[0])).toEqual(['Hello', 'page two'])
  })

  it('Chinese is read where the font is not in the file', async () => {
    expect((await textOf('zh.pdf', chinesePdf())).trim()).toBe('你好世界')
  })

  it.each([
    ['encrypted', encryptedPdf, 'The PDF is encrypted and needs a password.'],
    ['scanned', scannedPdf, 'The file has no extractable text.'],
    ['cut off', () => textPdf('Hello').subarray(0, 200), 'damaged or incomplete'],
    ['whose pages lead back to themselves', pageLoopPdf, 'damaged or incomplete'],
    ['that is packed to fill a memory', () => flateBombPdf(80_000_000), 'unpacks to more than 64 MB'],
  ])('that is %s nothing is read', async (_, make, message) => {
    await expect(read('some.pdf', make())).rejects.toThrow(message)
  })
})

describe('of an Office document', () => {
  it('paragraphs, tables and notes are read, and nothing twice', async () => {
    const table = `<w:tbl><w:tr><w:tc>${paragraph('a')}</w:tc><w:tc>${paragraph('b')}</w:tc></w:tr></w:tbl>`
    const twice = `<w:p><mc:AlternateContent><mc:Choice><w:t>once</w:t></mc:Choice><mc:Fallback><w:t>once</w:t></mc:Fallback></mc:AlternateContent></w:p>`
    const deleted = '<w:p><w:del><w:delText>gone</w:delText></w:del></w:p>'
    const docx = await docxOf(paragraph('第一段 &amp; more') + table + twice + deleted, footnotes('A note'))
    expect(await textOf('letter.docx', docx)).toBe('第一段 & more\na \tb \t\nonce\n\nA note\n')
  })

  it('slides are read in their order, with their notes', async () => {
    const { text, pages } = await read('talk.pptx', await pptxOf())
    expect(text).toBe('第一张幻灯片\nWhat to say\n\nLast slide\n\n')
    expect(pages).toEqual([0, text.indexOf('Last')])
  })

  it('cells are read as they are shown', async () => {
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
      <row r="5"><c r="A5"><v>1.5</v></c><c r="B5" s="1"><v>45292</v></c><c r="C5" s="2"><v>45292.5</v></c>
      <c t="inlineStr"><is><t>in
      place</t></is></c><c t="b"><v>1</v></c></row><row r="6"><c r="XFD6"><v>9</v></c></row>`
    const { text } = await read('prices.xlsx', await xlsxOf(rows))
    const [name, first, second, third = ''] = text.split('\n')
    expect([name, first]).toEqual(['Prices', 'Item\t\t苹果'])
    expect(second).toBe('1.5\t2024-01-01\t2024-01-01 12:00:00\tin       place\tTRUE')
    expect(third.trim()).toBe('9')
    expect(third.length).toBeLessThan(40)
  })

  it('what it is, is known by its content, whatever its name is', async () => {
    expect(await textOf('letter.txt', await docxOf(paragraph('Hi')))).toBe('Hi\n')
  })

  const big = 'a'.repeat(30_000_000)
  it.each([
    ['bombs', () => docxOf(big), 'unpacks to'],
    ['parts that say less than they hold', async () => lyingZip(await docxOf('x'.repeat(9_000_000)), 1_000), 'damaged'],
    ['a document type', () => docxOf('', { 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }), 'DTD'],
    ['nesting without end', () => docxOf('<w:tbl>'.repeat(100_000)), 'more than 256 elements in each other'],
    ['XML that is none', () => docxOf('<w:p></w:t>'), 'not well-formed'],
    ['nothing in them', () => docxOf(''), 'no extractable text'],
    ['an end that is missing', async () => (await docxOf(paragraph('Hi'))).subarray(0, 200), 'damaged or incomplete'],
    ['no document in them', () => zipOf({ 'a.txt': 'a' }), 'an archive, not a document'],
    [
      'one text again and again',
      () =>
        xlsxOf('<row><c t="s"><v>0</v></c></row>'.repeat(3_000), {
          'xl/sharedStrings.xml': `<sst><si><t>${Array.from({ length: 4_000 }, (_, at) => at).join(' ')}</t></si></sst>`,
        }),
      'more than 20 MB of text',
    ],
  ])('with %s nothing is read', async (_, make, message) => {
    await expect(read('some.docx', await make())).rejects.toThrow(message)
  })
})

describe('nothing is read of', () => {
  const compound = (rest = '') => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), utf16(rest)])
  it.each([
    ['an empty file', '', 'invalid_file', 'The file is empty.'],
    ['a blank file', ' \n\t', 'invalid_file', 'no extractable text'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'unsupported_file', 'a picture (PNG)'],
    [
      'junk',
      Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 37) % 256)),
      'unsupported_file',
      'neither text nor',
    ],
    ['an old document', compound(), 'unsupported_file', 'before 2007'],
    ['a document with a password', compound('EncryptedPackage'), 'invalid_file', 'encrypted'],
    ['rich text', '{\\rtf1 Hi}', 'unsupported_file', 'RTF'],
  ])('%s', async (_, bytes, code, message) => {
    const failure = await read('some.txt', bytes).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code, message: expect.stringContaining(message) })
  })

  it('more text than is allowed', async () => {
    await expect(read('long.txt', 'a'.repeat(2_000), 1_000)).rejects.toThrow('of text')
  })
})
