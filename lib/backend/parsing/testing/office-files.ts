import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

type Parts = Readonly<Record<string, string | Buffer>>

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>'

/** An archive of these files. */
export async function zipOf(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}

const relationsOf = (targets: readonly (readonly [id: string, type: string, target: string])[]) =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

const mainRelation = (target: string) => ({ '_rels/.rels': relationsOf([['r1', 'officeDocument', target]]) })

/** A text document with this in its body; further parts may take the place of its own. */
export const docxOf = (body: string, parts: Parts = {}) =>
  zipOf({
    ...mainRelation('word/document.xml'),
    'word/document.xml': `${HEAD}<w:document xmlns:w="w" xmlns:mc="mc"><w:body>${body}</w:body></w:document>`,
    ...parts,
  })

export const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`

export const footnotes = (text: string): Parts => ({
  'word/_rels/document.xml.rels': relationsOf([['r1', 'footnotes', 'footnotes.xml']]),
  'word/footnotes.xml': `<w:footnotes xmlns:w="w">${paragraph(text)}</w:footnotes>`,
})

const slideOf = (text: string) =>
  `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${text}</a:t></a:r><a:fld><a:t>7</a:t></a:fld></a:p></p:sld>`

/** A presentation with two slides, the second of which stands first, and a note. */
export const pptxOf = () =>
  zipOf({
    ...mainRelation('/ppt/presentation.xml'),
    'ppt/presentation.xml': `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="r2"/>
      <p:sldId id="257" r:id="r1"/></p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationsOf([
      ['r1', 'slide', 'slides/slide1.xml'],
      ['r2', 'slide', 'slides/slide2.xml'],
    ]),
    'ppt/slides/slide1.xml': slideOf('Last slide'),
    'ppt/slides/slide2.xml': slideOf('第一张幻灯片'),
    'ppt/slides/_rels/slide2.xml.rels': relationsOf([['r1', 'notesSlide', '../notesSlides/notes1.xml']]),
    'ppt/notesSlides/notes1.xml': slideOf('What to say'),
  })

/** A workbook with one sheet, which has these rows. */
export const xlsxOf = (rows: string, parts: Parts = {}) =>
  zipOf({
    ...mainRelation('xl/workbook.xml'),
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets><sheet name="Prices" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationsOf([
      ['r1', 'worksheet', 'worksheets/sheet1.xml'],
      ['r2', 'sharedStrings', 'sharedStrings.xml'],
      ['r3', 'styles', 'styles.xml'],
    ]),
    'xl/sharedStrings.xml': `<sst><si><t>Item</t></si><si><r><t>苹</t></r><r><t>果</t></r><rPh><t>ping</t></rPh></si></sst>`,
    'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...parts,
  })

/** The same archive, in which the largest part says that it is this large. */
export function lyingZip(zip: Buffer, size: number): Buffer {
  const lying = Buffer.from(zip)
  let largest = -1
  for (let at = lying.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = lying.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    if (largest < 0 || lying.readUInt32LE(at + 24) > lying.readUInt32LE(largest + 24)) largest = at
  }
  lying.writeUInt32LE(size, largest + 24)
  return lying
}
