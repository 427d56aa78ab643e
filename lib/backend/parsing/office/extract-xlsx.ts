import type { TextSink } from '../text-sink'
import { cellText, readFormats, type CellFormats } from './cell-text'
import type { OfficePackage } from './office-package'
import { readSharedTexts } from './shared-texts'

interface Workbook {
  readonly texts: readonly string[]
  readonly formats: CellFormats
}

/** The sheets of a workbook in their order, rows as lines and cells apart by tabs; each sheet begins a page. */
export async function extractXlsx(office: OfficePackage, main: string, sink: TextSink): Promise<void> {
  const sheets: { readonly name: string; readonly id: string }[] = []
  let calendar: 1900 | 1904 = 1900
  await office.read(main, {
    open(element, attributes) {
      if (element === 'workbookPr' && /^(?:1|true)$/.test(attributes.date1904 ?? '')) calendar = 1904
      if (element === 'sheet') sheets.push({ name: attributes.name ?? '', id: attributes['r:id'] ?? '' })
    },
  })
  const relations = await office.relationsOf(main)
  const partOf = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.target ?? ''
  const texts = await readSharedTexts(office, partOf('sharedStrings'))
  const formats = await readFormats(office, partOf('styles'), calendar)
  for (const { name, id } of sheets) {
    const { type, target } = relations.get(id) ?? {}
    if (target === undefined || type !== 'worksheet') continue
    sink.beginPage()
    sink.add(`${name}\n`)
    await readSheet(office, target, { sink, book: { texts, formats } })
    sink.add('\n')
  }
}

/** Cells that are not there between two that are: as many tabs, but no more than this. */
const MAX_GAP = 32

async function readSheet(office: OfficePackage, part: string, { sink, book }: { sink: TextSink; book: Workbook }) {
  let [column, inValue, isEmpty] = [0, false, true]
  let cell = { column: 0, type: '', style: 0 }
  let value = ''
  await office.read(part, {
    open(name, { r = '', t = 'n', s = '0' }) {
      if (name === 'row') [column, isEmpty] = [0, true]
      else if (name === 'c') {
        cell = { column: columnOf(r) || column + 1, type: t, style: Number(s) }
        value = ''
      } else if (name === 'v' || name === 't') inValue = true
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'row' && !isEmpty) sink.add('\n')
      else if (name === 'c') {
        const text = cellText(value, cell, book).replace(/[\t\n\r]+/g, ' ')
        if (text === '') return
        sink.add('\t'.repeat(Math.min(Math.max(cell.column - Math.max(column, 1), 0), MAX_GAP)) + text)
        column = cell.column
        isEmpty = false
      }
    },
    text(text) {
      if (inValue) value += text
    },
  })
}

/** `C` of `C5` is 3. */
function columnOf(reference: string) {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0]
  return letters && [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}
