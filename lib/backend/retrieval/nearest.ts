import type { Ranked } from './ranked'

/**
 * The rows of a matrix that are nearest to a vector by cosine, at most `limit`, the best first; `item` is the row's
 * number, the score is -1 to 1. `matrix` holds the rows one behind the other, each as long as the vector; 5,000 rows of
 * 1,536 take some 10 ms. A vector without direction (all 0, or not finite) is near to none, score 0.
 */
export function nearest(vector: Float32Array, matrix: Float32Array, limit: number): readonly Ranked<number>[] {
  const width = vector.length
  if (width === 0 || matrix.length % width !== 0) throw new RangeError('The rows are not as long as the vector.')
  const own = lengthOf(vector)
  const best: Ranked<number>[] = []
  for (let row = 0; row * width < matrix.length; row += 1) {
    const score = cosineWithRow(vector, matrix, { row, own })
    const worst = best.at(-1)
    if (best.length >= limit && worst && score <= worst.score) continue
    insert(best, { item: row, score })
    if (best.length > limit) best.pop()
  }
  return best
}

/** Of vectors of one length: -1 to 1; 0 where one has no direction. */
export const cosineOf = (one: Float32Array, other: Float32Array): number =>
  cosineWithRow(one, other, { row: 0, own: lengthOf(one) })

function cosineWithRow(vector: Float32Array, matrix: Float32Array, { row, own }: { row: number; own: number }): number {
  const [width, from] = [vector.length, row * vector.length]
  let [product, squares] = [0, 0]
  for (let at = 0; at < width; at += 1) {
    const value = matrix[from + at] ?? 0
    product += value * (vector[at] ?? 0)
    squares += value * value
  }
  const score = product / (own * Math.sqrt(squares))
  return Number.isFinite(score) ? score : 0
}

function lengthOf(vector: Float32Array): number {
  let squares = 0
  for (const value of vector) squares += value ** 2
  return Math.sqrt(squares)
}

/** Behind those that are as good: of equal ones the first row is the better. */
function insert(best: Ranked<number>[], found: Ranked<number>) {
  let at = best.length
  while (at > 0 && (best[at - 1]?.score ?? 0) < found.score) at -= 1
  best.splice(at, 0, found)
}
