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
  const written = writtenIn(runs)
  const spans = new Map(runs.map(({ id, events }) => [id, { from: events[0]?.at, to: events.at(-1)?.at }]))
  const moments: Moment[] = []
  /** Nothing stands before what the list of messages has before it. */
  let floor = -Infinity
  for (const message of messages) {
    const second = message.created_at * 1000
    if (!written.has(message.id)) {
      floor = momentOfMessage(Math.max(second, Math.min(floor, second + LAST_MS)), second, runs)
      moments.push({ at: floor, message })
    } else {
      floor = Math.max(floor, spans.get(message.run_id ?? '')?.to ?? floor)
    }
  }
  runs.forEach(({ events }, run) => {
    let at = -Infinity
    events.forEach((event, index) => {
      // A clock that was set back does not change the order of a log.
      at = Math.max(at, event.at)
      moments.push({ at, run, count: index + 1 })
    })
  })
  return moments.sort((one, other) => one.at - other.at)
}

/** The wire tells of messages the second only. */
const LAST_MS = 999

/** As late in its second as can be, and before the run that was begun with it. */
function momentOfMessage(from: number, second: number, runs: readonly RecordedRun[]): number {
  const begins = runs.flatMap(({ events: [first] }) => (first && first.at >= from ? [first.at] : []))
  return Math.max(from, Math.min(second + LAST_MS, ...begins))
}

/** The ids of the messages that logs tell of. */
function writtenIn(runs: readonly RecordedRun[]): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const { events } of runs) for (const { data } of events) if (isMessage(data)) ids.add(data.id)
  return ids
}

const isMessage = (data: LoggedEvent['data']): data is Message => 'object' in data && data.object === 'thread.message'
