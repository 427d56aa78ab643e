import { rangeOf } from '@/components/scrolling/row-range'

export interface Sight {
  /** How far the box is scrolled, and how high it is. */
  readonly top: number
  readonly height: number
  readonly rowPx: number
  /** The height of what stays in sight above the rows. */
  readonly headPx: number
}

/** Which of many rows of one height are drawn: from `first` up to before `last`. */
export function rowsInSight({ top, height, rowPx, headPx }: Sight, count: number) {
  const { first, end } = rangeOf({ above: top, height, rowPx }, count)
  return {
    first,
    last: end,
    /** Of those, the ones in sight, counted from 1; a row that is half covered is not. */
    seen: {
      first: Math.min(count, Math.ceil(top / rowPx) + 1),
      last: Math.min(count, Math.floor((top + height - headPx) / rowPx)),
    },
  }
}

/** How far to scroll, as little as brings the row at `index` into sight. */
export function scrollTo({ top, height, rowPx, headPx }: Sight, index: number): number {
  const from = index * rowPx
  return Math.min(from, Math.max(from + rowPx + headPx - height, top))
}
