import type { RowRange } from '@/components/scrolling/row-range'

type Drawn = { readonly type: 'row'; readonly index: number } | { readonly type: 'gap'; readonly rows: number }

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
