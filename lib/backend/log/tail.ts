import type { LoggedEvent } from '@/lib/protocol/event'
import { weightOf } from '@/lib/backend/weight-of'

/**
 * How many of the newest events stay in memory for those who follow, and about how many characters of them, but for
 * what was said last; whoever is further behind reads the store.
 */
const TAIL = 2_000
const TAIL_WEIGHT = 4 * 1024 * 1024

/** The newest events of a log, for those who follow it. */
export function createTail(lastSeq: number) {
  let events: LoggedEvent[] = []
  let weights: number[] = []
  let weight = 0
  let reachesBackTo = lastSeq

  /** Lets the oldest go. What was just added stays: most who follow have yet to read it. */
  function shorten(added: number) {
    let first = Math.min(Math.max(0, events.length - TAIL), events.length - added)
    for (const dropped of weights.slice(0, first)) weight -= dropped
    for (; weight > TAIL_WEIGHT && first < events.length - added; first += 1) weight -= weights[first] ?? 0
    events = events.slice(first)
    weights = weights.slice(first)
    reachesBackTo += first
  }

  return {
    add(added: readonly LoggedEvent[]) {
      for (const event of added) {
        events.push(event)
        weights.push(weightOf(event))
        weight += weights.at(-1) ?? 0
      }
      if (events.length > 2 * TAIL || weight > 2 * TAIL_WEIGHT) shorten(added.length)
    },

    /** Who comes later reads the store. */
    forget(seq: number) {
      events = []
      weights = []
      weight = 0
      reachesBackTo = seq
    },

    after: (seq: number) => (seq < reachesBackTo ? undefined : events.slice(seq - reachesBackTo)),
  }
}
