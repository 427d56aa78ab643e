import type { Ranked } from './ranked'

/** How little it matters who is first in one list, against who is in both. */
const K = 60

/**
 * Joins rankings of the same items into one by reciprocal rank fusion: only ranks count, since scores of different
 * kinds cannot be compared. The score is 1 for what is first in every list. An item counts once a list.
 */
export function fuse<Item>(lists: readonly (readonly Item[])[]): readonly Ranked<Item>[] {
  const scores = new Map<Item, number>()
  for (const list of lists) {
    let rank = 0
    for (const item of new Set(list)) {
      rank += 1
      scores.set(item, (scores.get(item) ?? 0) + (K + 1) / (K + rank) / lists.length)
    }
  }
  return [...scores].map(([item, score]) => ({ item, score })).sort((one, other) => other.score - one.score)
}
