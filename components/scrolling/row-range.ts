// Which of many rows of one height are drawn. Pure arithmetic.

/** Rows drawn above and below those in sight. */
const OVERSCAN = 12

interface Sight {
  /** How far the first row lies above the upper edge of what scrolls; negative while it is below. */
  readonly above: number
  readonly height: number
  readonly rowPx: number
}

export interface RowRange {
  readonly first: number
  /** Behind the last one. */
  readonly end: number
}

/** The rows in sight and some more, of a list of `count`. */
export function rangeOf({ above, height, rowPx }: Sight, count: number): RowRange {
  const first = Math.min(Math.floor(above / rowPx), count) - OVERSCAN
  const end = Math.ceil((above + height) / rowPx) + OVERSCAN
  return { first: Math.max(0, first), end: Math.max(0, Math.min(end, count)) }
}

export type Drawn = { readonly type: 'row'; readonly index: number } | { readonly type: 'gap'; readonly rows: number }

/** The rows of a range and one more that must stay, because it has the focus; gaps stand for those left out. */
export function drawnOf({ first, end }: RowRange, kept: number, count: number): readonly Drawn[] {
  const indexes = Array.from({ length: end - first }, (_, step) => first + step)
  if (kept >= 0 && kept < count && (kept < first || kept >= end)) indexes.push(kept)
  indexes.sort((a, b) => a - b)
  const drawn: Drawn[] = []
  let next = 0
  for (const index of indexes) {
    if (index > next) drawn.push({ type: 'gap', rows: index - next })
    drawn.push({ type: 'row', index })
    next = index + 1
  }
  if (next < count) drawn.push({ type: 'gap', rows: count - next })
  return drawn
}
