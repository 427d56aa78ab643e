interface DocumentBlock {
  readonly kind: 'text' | 'table'
  readonly text: string
}

/** Lines of a table have their cells apart by tabs; one alone may be a text that somebody has set so. */
const MIN_ROWS = 2

/** The text of a page, with its tables by themselves: neighbouring lines with as many cells. */
export function blocksOf(text: string): readonly DocumentBlock[] {
  const blocks: { kind: DocumentBlock['kind']; lines: string[]; cells: number }[] = []
  for (const line of text.split('\n')) {
    const cells = cellsOf(line).length
    const kind = cells > 1 ? 'table' : 'text'
    const last = blocks.at(-1)
    if (last?.kind === kind && (kind === 'text' || last.cells === cells)) last.lines.push(line)
    else blocks.push({ kind, lines: [line], cells })
  }
  const joined: { kind: DocumentBlock['kind']; text: string }[] = []
  for (const { kind, lines } of blocks) {
    const isTable = kind === 'table' && lines.length >= MIN_ROWS
    const text = isTable ? lines.map((line) => cellsOf(line).join('\t')).join('\n') : lines.join('\n')
    const last = joined.at(-1)
    if (!isTable && last?.kind === 'text') last.text += `\n${text}`
    else joined.push({ kind: isTable ? 'table' : 'text', text })
  }
  return joined
    .map((block) => ({ ...block, text: block.kind === 'text' ? block.text.replace(/^\n+|\s+$/g, '') : block.text }))
    .filter((block) => block.text !== '')
}

/** Behind the last cell stands a tab, too. */
const cellsOf = (line: string) =>
  line
    .replace(/\t$/, '')
    .split('\t')
    .map((cell) => cell.trim())
