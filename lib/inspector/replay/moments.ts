// All that happened in a thread, as one line of moments: what people wrote, and the events of its runs.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { RecordedRun, Recording } from '@/lib/run/recording'

/** A message that no log of the recording has. `at` in Unix ms, like that of events. */
export interface MessageMoment {
  readonly at: number
  readonly message: Message
}

/** An event of a run. */
export interface EventMoment {
  readonly at: number
  /** The place of the run in the recording. */
  readonly run: number
  /** How many events of its log have passed with it. */
  readonly count: number
}

export type Moment = MessageMoment | EventMoment

/** All moments of a recording in their order; those of one run in the order of its log. */
export function momentsOf({ messages, runs }: Recording): readonly Moment[] {
  const writtenBy = writersIn(runs)
  const logs = runs.map(({ events }, run) => momentsOfLog(events, run))
  const placed = new Set<number>()
  const moments: Moment[] = []
  /** Nothing stands before what the list of messages has before it. */
  let floor = -Infinity
  for (const message of messages) {
    const run = writtenBy.get(message.id)
    if (run === undefined) {
      floor = momentOfMessage(message, floor, runs)
      moments.push({ at: floor, message })
      continue
    }
    floor = Math.max(floor, logs[run]!.at(-1)!.at)
    // Of one time, the list tells the order.
    if (!placed.has(run)) for (const moment of logs[run]!) moments.push(moment)
    placed.add(run)
  }
  const others = logs.filter((_, run) => !placed.has(run)).flat()
  return [...moments, ...others].sort((one, other) => one.at - other.at)
}

function momentsOfLog(events: readonly LoggedEvent[], run: number): readonly EventMoment[] {
  let latest = -Infinity
  return events.map(({ at }, index) => {
    // A clock that was set back does not change the order of a log.
    latest = Math.max(latest, at)
    return { at: latest, run, count: index + 1 }
  })
}

/** The wire tells of messages the second only. */
const LAST_MS = 999

/** As late in its second as can be, and before the run that was begun with it. */
function momentOfMessage({ created_at }: Message, floor: number, runs: readonly RecordedRun[]): number {
  const [first, last] = [created_at * 1000, created_at * 1000 + LAST_MS]
  const from = Math.max(first, Math.min(floor, last))
  const begins = runs.flatMap(({ events: [begin] }) => (begin && begin.at >= from ? [begin.at] : []))
  return Math.max(from, Math.min(last, ...begins))
}

/** Which run's log tells of a message, by the message's id. */
function writersIn(runs: readonly RecordedRun[]): ReadonlyMap<string, number> {
  const writers = new Map<string, number>()
  runs.forEach(({ events }, run) => {
    for (const { data } of events) if (isMessage(data)) writers.set(data.id, run)
  })
  return writers
}

const isMessage = (data: LoggedEvent['data']): data is Message => 'object' in data && data.object === 'thread.message'
