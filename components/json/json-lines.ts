// A JSON value as the lines of its pretty text, each of which knows what it says and where that is.

export interface JsonLine {
  readonly depth: number
  /** The name or place in its parent; null at the root, and on the line that closes a bracket. */
  readonly name: string | number | null
  readonly text: string
  /** What the line begins, or for the line that closes a bracket what it ends. */
  readonly value: unknown
  /** The line on which its parent begins; -1 at the root. */
  readonly parent: number
  /** The line that begins what this one ends; its own place otherwise. */
  readonly begins: number
}

/** The lines of `JSON.stringify(value, null, 2)`. */
export function jsonLinesOf(value: unknown): readonly JsonLine[] {
  const lines: JsonLine[] = []
  write(lines, { value, name: null, depth: 0, parent: -1, comma: '' })
  return lines
}

interface Part extends Pick<JsonLine, 'value' | 'name' | 'depth' | 'parent'> {
  readonly comma: string
}

function write(lines: JsonLine[], { comma, ...part }: Part) {
  const begins = lines.length
  const { value, depth, parent } = part
  const entries = entriesOf(value)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  if (entries.length === 0) {
    const text = typeof value === 'object' && value !== null ? open + close : JSON.stringify(value)
    lines.push({ ...part, text: text + comma, begins })
    return
  }
  lines.push({ ...part, text: open, begins })
  entries.forEach(([name, each], index) =>
    write(lines, {
      name,
      value: each,
      depth: depth + 1,
      parent: begins,
      comma: index < entries.length - 1 ? ',' : '',
    }),
  )
  lines.push({ value, name: null, depth, parent, text: close + comma, begins })
}

function entriesOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((each, index) => [index, each] as const)
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

/** What a line shows: the name, where it has one of its own, and the text. */
export const textOf = ({ name, text }: JsonLine) =>
  typeof name === 'string' ? `${JSON.stringify(name)}: ${text}` : text

const PLAIN = /^[A-Za-z_$][\w$]*$/

/** Where the value of a line stands, as JSONPath and JavaScript write it: `$.tools[0].name`. */
export function pathOf(lines: readonly JsonLine[], index: number): string {
  const line = lines[lines[index]?.begins ?? -1]
  if (!line || line.parent < 0 || line.name === null) return '$'
  const { name } = line
  const own = typeof name === 'string' && PLAIN.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
  return pathOf(lines, line.parent) + own
}

/** The lines that have the words in them, in whatever case. */
export function linesWith(lines: readonly JsonLine[], words: string): readonly number[] {
  const wanted = words.toLowerCase()
  if (wanted === '') return []
  return lines.flatMap((line, index) => (textOf(line).toLowerCase().includes(wanted) ? [index] : []))
}
