/** Rows of cells, as spreadsheets write them; cells in quotes may have separators, quotes and lines in them. */
export function readTable(text: string, separator: string, maxRows: number): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let at = 0
  const endCell = () => (row.push(cell), (cell = ''))
  const endRow = () => {
    endCell()
    rows.push(row)
    row = []
  }
  while (at < text.length && rows.length < maxRows) {
    const sign = text[at]!
    if (sign === '"' && cell === '') {
      const end = endOfQuoted(text, at + 1)
      cell = text.slice(at + 1, end).replaceAll('""', '"')
      at = end + 1
      // Behind the quote stands a separator or the end of a line; what else does belongs to the cell.
      continue
    }
    if (sign === separator) endCell()
    else if (sign === '\n') endRow()
    else if (!(sign === '\r' && text[at + 1] === '\n')) cell += sign
    at++
  }
  if (rows.length < maxRows && (cell !== '' || row.length > 0)) endRow()
  return rows
}

/** Where the quote stands that closes a cell, or the end of the text. */
function endOfQuoted(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at
  }
  return text.length
}

/** What separates the cells: of the usual signs the one that the first line has most often. */
export function separatorOf(text: string): string {
  const [line = ''] = text.split('\n', 1)
  const counts = [',', '\t', ';', '|'].map((sign) => ({ sign, count: line.split(sign).length - 1 }))
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).sign
}
