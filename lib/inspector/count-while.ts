/**
 * How many elements stand before the first of which `holds` is false. It must be false for all behind it, which is
 * found by binary search, for logs and timelines of thousands.
 */
export function countWhile<T>(sorted: readonly T[], holds: (element: T) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(sorted[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}
