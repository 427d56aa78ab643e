import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import type { Clock } from '@/lib/backend/clock'
import { weightOf } from '@/lib/backend/weight-of'
import { withResolvers } from '@/lib/backend/with-resolvers'

/**
 * How many of the newest events stay in memory for those who follow, and about how many characters of them, but for
 * what was said last; whoever is further behind reads the store.
 */
const TAIL = 2_000
const TAIL_WEIGHT = 4 * 1024 * 1024

/** A run that is underway in this process: how it stands, the newest end of its log, and who is waiting for more. */
export interface LiveRun {
  readonly id: string
  readonly attempt: number
  /** The moment in Unix milliseconds; never before one that the run has seen, though the clock be set back. */
  now(): number
  /** As committed: what is not in the store is not in here. */
  view(): RunView
  /** Takes over what was just committed and wakes who waits. */
  advance(view: RunView, events: readonly LoggedEvent[]): void
  /** Changes a run's metadata, of which a log has no events. */
  amend(run: Run): void
  /** The committed events after `seq`, or undefined when memory does not reach that far back. */
  tail(seq: number): readonly LoggedEvent[] | undefined
  /** Resolves at the next `advance` or `fail`. Take it before reading, so that nothing falls between. */
  changed(): Promise<void>
  /** It goes on, but is carried here no more: whoever follows it follows what is told of it. */
  letGo(): void
  isLetGo(): boolean
  /** The store refused: whoever follows must be told. */
  fail(error: unknown): void
  failure(): unknown
}

interface LiveRunOptions {
  readonly attempt: number
  readonly view: RunView
  readonly clock: Clock
  /** Does anybody follow it now? While nobody does, nothing is kept for them. By default somebody may always. */
  readonly isFollowed?: () => boolean
}

export function createLiveRun(id: string, options: LiveRunOptions): LiveRun {
  const { attempt, view: start, clock, isFollowed = () => true } = options
  let view = start
  let latest = latestOf(start)
  let failure: unknown
  let isLetGo = false
  let signal = withResolvers()
  const tail = createTail(start.lastSeq)

  function wake() {
    const { resolve } = signal
    signal = withResolvers()
    resolve()
  }

  return {
    id,
    attempt,
    now: () => (latest = Math.max(latest, clock())),
    view: () => view,
    advance(next, added) {
      view = next
      if (isFollowed()) tail.add(added)
      else tail.forget(next.lastSeq)
      wake()
    },
    amend(run) {
      view = { ...view, run }
    },
    tail: tail.after,
    changed: () => signal.promise,
    letGo() {
      isLetGo = true
      wake()
    },
    isLetGo: () => isLetGo,
    fail(error) {
      failure = error
      wake()
    },
    failure: () => failure,
  }
}

/** The newest events of a log, for those who follow it. */
function createTail(lastSeq: number) {
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

/** The last moment that a run's log or, in whole seconds, its objects know of. */
function latestOf({ run, steps, log }: RunView): number {
  const seconds = [run?.created_at, run?.started_at, steps.at(-1)?.created_at].map((each) => each ?? 0)
  return Math.max(log.at(-1)?.lastAt ?? 0, Math.max(...seconds) * 1000)
}
