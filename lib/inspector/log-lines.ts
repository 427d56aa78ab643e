// The lines of an event log, as a reader wants them: filtered, and deltas of one object in one line or each in its own.
import type { LoggedEvent } from '@/lib/protocol/event'

export const families = ['run', 'step', 'message', 'delta', 'error', 'unknown'] as const
export type EventFamily = (typeof families)[number]

export interface LogLine {
  readonly seq: number
  readonly lastSeq: number
  readonly at: number
  /** Its name; of what is not known here the one that it came under. */
  readonly event: string
  /** One, or deltas of one object that came in a row. */
  readonly events: readonly LoggedEvent[]
}

export interface LogFilter {
  readonly hidden: readonly EventFamily[]
  readonly deltas: 'joined' | 'each'
}

function familyOf({ event }: Pick<LoggedEvent, 'event'>): EventFamily {
  if (event.endsWith('.delta')) return 'delta'
  if (event === 'playground.unknown') return 'unknown'
  if (event.startsWith('thread.run.step.')) return 'step'
  if (event.startsWith('thread.message.')) return 'message'
  return event === 'error' ? 'error' : 'run'
}

/** The lines of a log that are not filtered out. */
export function logLinesOf(events: readonly LoggedEvent[], { hidden, deltas }: LogFilter): readonly LogLine[] {
  const lines: LogLine[] = []
  for (let index = 0; index < events.length;) {
    const first = events[index]!
    const end = deltas === 'joined' ? endOfSeries(events, index) : index + 1
    if (!hidden.includes(familyOf(first))) {
      const own = events.slice(index, end)
      lines.push({ seq: first.seq, lastSeq: own.at(-1)!.seq, at: first.at, event: nameOf(first), events: own })
    }
    index = end
  }
  return lines
}

const nameOf = (event: LoggedEvent) => (event.event === 'playground.unknown' ? event.data.event : event.event)

/** How many events of each family a log has. */
export function familyCountsOf(events: readonly LoggedEvent[]): Readonly<Record<EventFamily, number>> {
  const counts = { run: 0, step: 0, message: 0, delta: 0, error: 0, unknown: 0 }
  for (const event of events) counts[familyOf(event)] += 1
  return counts
}

function endOfSeries(events: readonly LoggedEvent[], from: number): number {
  const first = events[from]!
  let end = from + 1
  if (familyOf(first) !== 'delta') return end
  while (end < events.length && isSameSeries(first, events[end]!)) end += 1
  return end
}

const isSameSeries = (a: LoggedEvent, b: LoggedEvent) => a.event === b.event && idOf(a) === idOf(b)

const idOf = ({ data }: LoggedEvent) => ('id' in data ? data.id : null)

const sizes = new WeakMap<LoggedEvent, number>()

/** What the data of a line takes on the wire, in bytes. */
export function bytesOf({ events }: LogLine): number {
  return events.reduce((sum, event) => sum + bytesOfEvent(event), 0)
}

function bytesOfEvent(event: LoggedEvent): number {
  const known = sizes.get(event)
  if (known !== undefined) return known
  const size = new TextEncoder().encode(JSON.stringify(event.data)).length
  sizes.set(event, size)
  return size
}
