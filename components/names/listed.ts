/** How a language joins two parts of a list: within a row, the only two, the last one of more. */
export interface Joins {
  readonly row: (before: string, after: string) => string
  readonly two: (before: string, after: string) => string
  readonly last: (before: string, after: string) => string
}

/** Names one after the other, `a, b, c`, or as a sentence has them, `a, b, and c`. */
export function listed(names: readonly string[], where: 'row' | 'sentence', { row, two, last }: Joins): string {
  const join = where === 'row' ? row : names.length === 2 ? two : last
  const [end, ...others] = [...names].reverse()
  if (end === undefined) return ''
  if (others.length === 0) return end
  return join(others.reverse().reduce(row), end)
}
