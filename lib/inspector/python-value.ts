const pythonWords = new Map<unknown, string>([
  [true, 'True'],
  [false, 'False'],
  [null, 'None'],
])

/** A JSON value as Python writes it. */
export function pythonOf(value: unknown, depth: number): string {
  const word = pythonWords.get(value)
  if (word !== undefined) return word
  if (typeof value !== 'object') return JSON.stringify(value)
  const inner = ' '.repeat(depth + 4)
  const lines = Array.isArray(value)
    ? value.map((each) => pythonOf(each, depth + 4))
    : Object.entries(value ?? {}).map(([name, each]) => `${JSON.stringify(name)}: ${pythonOf(each, depth + 4)}`)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  if (lines.length === 0) return open + close
  return `${open}\n${lines.map((line) => `${inner}${line},`).join('\n')}\n${' '.repeat(depth)}${close}`
}
