// A log looked at as it stood at one of its events.
import type { LoggedEvent } from '@/lib/protocol/event'
import { emptyView, fold, type RunView } from '@/lib/run/fold'
import { countWhile } from '../count-while'

/** A view is kept after each so many events, so that a step back folds few of them again. */
const KEPT_EVERY = 500

/** What was folded of a log so far: the views after each 500th event of the log that begins with `first`. */
export interface Checkpoints {
  readonly first: LoggedEvent | undefined
  readonly kept: readonly RunView[]
}

export const noCheckpoints: Checkpoints = { first: undefined, kept: [emptyView] }

/** The checkpoints with all that looking at an event of that number needs; the same where they have it already. */
export const checkpointsTo = (known: Checkpoints, events: readonly LoggedEvent[], seq: number): Checkpoints =>
  checkpointsFor(known, events, countUpTo(events, seq))

/** The same for the first `count` events. */
export function checkpointsFor(known: Checkpoints, events: readonly LoggedEvent[], count: number): Checkpoints {
  const before = known.first === events[0] ? known.kept : noCheckpoints.kept
  const missing = Math.floor(count / KEPT_EVERY) - (before.length - 1)
  if (missing <= 0) return before === known.kept ? known : { first: events[0], kept: before }
  const kept = [...before]
  for (let index = 0; index < missing; index++) {
    const from = (kept.length - 1) * KEPT_EVERY
    kept.push(fold(kept.at(-1)!, events.slice(from, from + KEPT_EVERY)))
  }
  return { first: events[0], kept }
}

/** The view after the event of that number; of a log that grows, hand over all there is. */
export const viewAt = (known: Checkpoints, events: readonly LoggedEvent[], seq: number): RunView =>
  viewAfter(known, events, countUpTo(events, seq))

/** The view after the first `count` events. */
export function viewAfter(known: Checkpoints, events: readonly LoggedEvent[], count: number): RunView {
  const { kept } = checkpointsFor(known, events, count)
  const whole = Math.floor(count / KEPT_EVERY)
  return fold(kept[whole]!, events.slice(whole * KEPT_EVERY, count))
}

/** How many events have no higher number than `seq`; they are in order. */
const countUpTo = (events: readonly LoggedEvent[], seq: number) => countWhile(events, (event) => event.seq <= seq)
