import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import type { Clock } from '@/lib/backend/clock'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { createTail } from './tail'

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

/** The last moment that a run's log or, in whole seconds, its objects know of. */
function latestOf({ run, steps, log }: RunView): number {
  const seconds = [run?.created_at, run?.started_at, steps.at(-1)?.created_at].map((each) => each ?? 0)
  return Math.max(log.at(-1)?.lastAt ?? 0, Math.max(...seconds) * 1000)
}
