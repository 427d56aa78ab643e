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
