// What stands of a thread at a moment of its recording: the fold of its logs up to there, and nothing else.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { RecordedRun, Recording } from '@/lib/run/recording'
import { emptyView, fold, type RunView } from '@/lib/run/fold'
import { countWhile } from '../count-while'
import { isTerminal } from '@/lib/run/machine'
import type { RunEntry, ThreadEntry } from '../thread-view'
import { axisOf, type Axis } from './axis'
import { chaptersOf, type Chapter } from './chapters'
import { checkpointsFor, noCheckpoints, viewAfter } from './checkpoints'
import { momentsOf, type Moment } from './moments'

/** A thread as it stood at a moment. Of two moments, what is the same in both is the same object. */
export interface ThreadAt {
  readonly entries: readonly EntryAt[]
  /** The runs that had begun. */
  readonly runs: readonly RunAt[]
  /** The run that moved last; undefined before any. */
  readonly run: RunAt | undefined
  /** The event that this moment is; undefined for a message, and before the first moment. */
  readonly event: LoggedEvent | undefined
}

export type EntryAt = Exclude<ThreadEntry, RunEntry> | RunEntryAt

/** A run with what it had written, and its view. */
export interface RunEntryAt extends RunEntry {
  readonly view: RunView
}

/** A run as it stood: the first `count` events of its log. */
export interface RunAt {
  readonly id: string
  readonly view: RunView
  readonly log: readonly LoggedEvent[]
  readonly count: number
  /** When the last event of its whole log happened, in Unix ms. */
  readonly endMs: number
  /** As its whole log leaves it. */
  readonly end: RunView
}

export interface ThreadReplay {
  readonly axis: Axis
  readonly chapters: readonly Chapter[]
  /** How many events are missing in logs that are shown, because what stood there could not be read. */
  readonly missing: number
  /** Some of it is known to the second only. */
  readonly isSoft: boolean
  /** A run had not ended when it was recorded. */
  readonly isUnderway: boolean
  /** How it stood when `count` moments had passed. Cheap for the moments behind the last one asked for. */
  readonly at: (count: number) => ThreadAt
}

/** A replay of a whole recording or, with the id of a run, of that run: what came before it stands from the start. */
export function createThreadReplay(recording: Recording, only?: string): ThreadReplay {
  const { runs } = recording
  const all = momentsOf(recording)
  const asked = runs.findIndex(({ id }) => id === only)
  const [from, to] = rangeOf(all, asked)
  const moments = all.slice(from, to)
  const index = indexOf(all, runs.length)
  const logs = runs.map(({ events }, run) => createLogReplay(events, index.places[run]!))
  const entriesAt = createEntries(all)
  const eventOf = (moment: Moment) => ('run' in moment ? runs[moment.run]!.events[moment.count - 1] : undefined)
  const shown = runs.filter((_, run) => asked < 0 || asked === run)

  function at(count: number): ThreadAt {
    const passed = from + count
    const standing = runs.map(({ id, events }, run): RunAt => ({ id, log: events, ...logs[run]!.at(passed) }))
    const moment = all[passed - 1]
    return {
      entries: entriesAt(passed, standing),
      runs: standing.filter((run) => run.count > 0),
      run: standing[index.lastRun[passed - 1] ?? -1],
      event: count > 0 && moment ? eventOf(moment) : undefined,
    }
  }

  return {
    axis: axisOf(moments.map((moment) => moment.at)),
    chapters: chaptersOf({ moments, eventOf, lastView: (run) => logs[run]!.last() }),
    missing: shown.reduce((sum, run) => sum + missingIn(run), 0),
    isSoft: shown.some(({ events }) => events.some(({ source }) => source === 'import')),
    isUnderway: runs.some((run, at) => shown.includes(run) && isActive(logs[at]!.last())),
    at,
  }
}

/** From the first moment of a run to behind its last one; of no run all. */
function rangeOf(all: readonly Moment[], run: number): readonly [number, number] {
  const isOf = (moment: Moment) => 'run' in moment && moment.run === run
  const first = all.findIndex(isOf)
  return first < 0 ? [0, all.length] : [first, all.findLastIndex(isOf) + 1]
}

/** Where the events of each run stand among the moments, and at each moment which run moved last. */
function indexOf(all: readonly Moment[], runs: number) {
  const places: number[][] = Array.from({ length: runs }, () => [])
  const lastRun: number[] = []
  all.forEach((moment, place) => {
    if ('run' in moment) places[moment.run]!.push(place)
    lastRun.push('run' in moment ? moment.run : (lastRun.at(-1) ?? -1))
  })
  return { places, lastRun }
}

const isActive = ({ run }: RunView) => run !== null && !isTerminal(run.status)

/** Numbers of a log's events have no gaps, unless something in it could not be read. */
const missingIn = ({ events }: RecordedRun): number => (events.at(-1)?.seq ?? 0) - events.length

/** A run at each moment. The views that it was asked for last are laid on for the next ones. */
function createLogReplay(events: readonly LoggedEvent[], places: readonly number[]) {
  const checkpoints = checkpointsFor(noCheckpoints, events, events.length)
  const endMs = events.reduce((latest, { at }) => Math.max(latest, at), 0)
  let latest = { count: 0, view: emptyView }
  let whole: RunView | undefined
  function viewOf(count: number): RunView {
    if (count === events.length) return last()
    const isNear = count >= latest.count && count - latest.count < NEAR
    const view = isNear ? fold(latest.view, events.slice(latest.count, count)) : viewAfter(checkpoints, events, count)
    latest = { count, view }
    return view
  }
  const last = () => (whole ??= viewAfter(checkpoints, events, events.length))
  return {
    last,
    at(passed: number) {
      const count = countWhile(places, (place) => place < passed)
      return { count, view: viewOf(count), endMs, end: last() }
    },
  }
}

/** Folding so many events on is cheaper than beginning at a checkpoint. */
const NEAR = 250

/** The conversation at each moment: an entry stands from the moment on at which its message or its run was there. */
function createEntries(all: readonly Moment[]) {
  const begins = all.flatMap((moment, place) => ('message' in moment || moment.count === 1 ? [{ moment, place }] : []))
  /** Forgotten with the view. */
  const known = new WeakMap<RunView, RunEntryAt>()
  function entryOf({ view, id }: RunAt): readonly EntryAt[] {
    const { run } = view
    if (!run) return []
    const messages = () => view.messages.filter((message) => message.run_id === run.id)
    const entry = known.get(view) ?? { type: 'run', id, run, messages: messages(), view }
    known.set(view, entry)
    return [entry]
  }
  return (passed: number, runs: readonly RunAt[]): readonly EntryAt[] => {
    const standing = begins.slice(
      0,
      countWhile(begins, ({ place }) => place < passed),
    )
    return standing.flatMap(({ moment }): readonly EntryAt[] =>
      'run' in moment
        ? entryOf(runs[moment.run]!)
        : [{ type: 'message', id: moment.message.id, message: moment.message }],
    )
  }
}
