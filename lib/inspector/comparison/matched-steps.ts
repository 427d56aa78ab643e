// Which steps of two runs are each other's: by what they are, their function and their order.
import { diffArrays } from 'diff'

/** What both did, or only one of them: then the other is null. */
export interface Pair<T> {
  readonly a: T | null
  readonly b: T | null
}

/** What two steps are compared by. */
export interface Matchable {
  /** Only steps of the same kind are each other's: a message, or a call of the same function. */
  readonly kind: string
  /** Of several that could be each other's, those with the same input are. */
  readonly input: string
}

/** A larger table of who could be whose takes too long; steps are then matched by their kinds alone. */
const MAX_CELLS = 250_000

/** The steps of both in their order, each once, with as many pairs as possible and among these the most alike. */
export function matchSteps<T extends Matchable>(a: readonly T[], b: readonly T[]): readonly Pair<T>[] {
  return a.length * b.length > MAX_CELLS ? matchByKind(a, b) : aligned(a, b)
}

/** A pair counts more than any likeness of one. */
const scoreOf = (one: Matchable, other: Matchable) =>
  one.kind !== other.kind ? 0 : one.input === other.input ? 1_001 : 1_000

function aligned<T extends Matchable>(a: readonly T[], b: readonly T[]): readonly Pair<T>[] {
  const best = bestScores(a, b)
  const pairs: Pair<T>[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const score = scoreOf(a[i]!, b[j]!)
    if (score > 0 && best[i]![j] === score + best[i + 1]![j + 1]!) pairs.push({ a: a[i++]!, b: b[j++]! })
    else if (best[i]![j] === best[i + 1]![j]) pairs.push({ a: a[i++]!, b: null })
    else pairs.push({ a: null, b: b[j++]! })
  }
  return [
    ...pairs,
    ...a.slice(i).map((one) => ({ a: one, b: null })),
    ...b.slice(j).map((one) => ({ a: null, b: one })),
  ]
}

/** At [i][j] the score of what stands from there on in both. */
function bestScores(a: readonly Matchable[], b: readonly Matchable[]): readonly Float64Array[] {
  const best = Array.from({ length: a.length + 1 }, () => new Float64Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const score = scoreOf(a[i]!, b[j]!)
      const paired = score > 0 ? score + best[i + 1]![j + 1]! : 0
      best[i]![j] = Math.max(paired, best[i + 1]![j]!, best[i]![j + 1]!)
    }
  }
  return best
}

function matchByKind<T extends Matchable>(a: readonly T[], b: readonly T[]): readonly Pair<T>[] {
  let at = 0
  return diffArrays<T>([...a], [...b], { comparator: (one, other) => one.kind === other.kind }).flatMap(
    ({ removed, added, value }): readonly Pair<T>[] => {
      if (added) return value.map((one) => ({ a: null, b: one }))
      const own = a.slice(at, (at += value.length))
      return removed ? own.map((one) => ({ a: one, b: null })) : own.map((one, index) => ({ a: one, b: value[index]! }))
    },
  )
}
