// The life of a run as stretches of time: what the lifecycle lane, the state machine and the clocks are drawn from.
import type { RunStatus } from '@/lib/protocol/status'
import type { RunView, Stage } from '@/lib/run/fold'
import { canMove, isTerminal } from '@/lib/run/machine'
import { unseenOf } from '@/lib/run/unseen'
import { unwatchedOf } from './unwatched'
import { endsOf, isSoft, type Ends } from './softness'

/** A stretch of time in Unix milliseconds; `from` is never after `to`. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

/**
 * How a run came into a status: by a move that the protocol knows; by others in between that nobody saw; or, while
 * somebody saw all of it, by one that the protocol does not allow.
 */
export type Entry = 'legal' | 'unseen' | 'illegal'

/** A stretch of the run's life in one status. Where a run came to rest it has no length. */
export interface Segment extends TimeRange, Ends {
  readonly status: RunStatus
  readonly entry: Entry
  /** It still grows: `to` is the `now` it was computed with. */
  readonly isLive: boolean
}

export interface Lifecycle extends TimeRange, Ends {
  readonly segments: readonly Segment[]
  /** What passed before anybody watched, where the log does not begin with the run; `to` is when that began. */
  readonly unseen: TimeRange | null
  /** Gaps in between, in which nothing was watched. */
  readonly unwatched: readonly TimeRange[]
  /** Milliseconds spent in each status, over all visits; a status that was never entered is missing. */
  readonly dwell: Readonly<Partial<Record<RunStatus, number>>>
  readonly isLive: boolean
  /** Only whole seconds are known: nobody watched this run. */
  readonly isSoft: boolean
}

/**
 * The stretches of a view's statuses up to `now` (Unix ms, on the clock of the log). A clock that is behind the log's
 * own last event counts as standing at that event.
 */
export function lifecycleOf(view: RunView, now: number): Lifecycle {
  const latest = Math.max(now, view.log.at(-1)?.lastAt ?? now)
  const unseen = unseenOf(view)
  const segments = view.stages.map((stage, index): Segment => {
    const isLive = stage.to === null && !isTerminal(stage.status)
    const to = isLive ? latest : (stage.to ?? stage.from)
    const stretch = { from: stage.from, to: Math.max(stage.from, to) }
    return { status: stage.status, ...stretch, ...endsOf(view, stretch), isLive, entry: entryOf(view.stages, index) }
  })
  const dwell: Partial<Record<RunStatus, number>> = {}
  for (const { status, from, to } of segments) dwell[status] = (dwell[status] ?? 0) + to - from
  const last = segments.at(-1)
  const whole = { from: unseen?.from ?? segments[0]?.from ?? now, to: last?.to ?? now }
  return {
    segments,
    unseen,
    unwatched: unwatchedOf(view),
    dwell,
    ...whole,
    isLive: last?.isLive ?? false,
    isSoft: isSoft(view),
    ...endsOf(view, whole),
  }
}

/** Polls and responses say which status a run is in, not how it came there; an engine and a stream omit no move. */
function entryOf(stages: readonly Stage[], index: number): Entry {
  const [before, stage] = [stages[index - 1], stages[index]]
  if (!before || !stage || canMove(before.status, stage.status)) return 'legal'
  return stage.source === 'engine' || stage.source === 'stream' ? 'illegal' : 'unseen'
}

/** Statuses in which nobody works on a run. */
export const idleStatuses: readonly RunStatus[] = ['queued', 'requires_action']

/** Long stretches in which nobody worked: each more than 30 % of the whole life. What an axis may fold. */
export function gapsOf({ segments, from, to }: Lifecycle): readonly TimeRange[] {
  return segments.filter(
    (segment) => idleStatuses.includes(segment.status) && segment.to - segment.from > (to - from) * 0.3,
  )
}

/** Which part of a life, 0 to 1, was spent waiting for a worker or for tool outputs. */
export function idleShareOf({ dwell, from, to }: Lifecycle): number {
  if (to <= from) return 0
  return idleStatuses.reduce((sum, status) => sum + (dwell[status] ?? 0), 0) / (to - from)
}
