/**
 * How many elements stand before the first of which `holds` is false. It must hold of none behind that one: each look
 * halves what is left, for logs and timelines of thousands.
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
