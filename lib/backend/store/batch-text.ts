// A batch of a run's log as text. Hundreds of deltas of one object, one after another, differ in a few letters: what
// they have in common is written once.
import type { LoggedEvent } from '@/lib/protocol/event'
import { isRecord, jsonOf } from './document-shapes'

/**
 * Deltas of one object, one after another. Each is `before`, its part and `behind`, as JSON; moments count from the
 * first.
 */
interface Series {
  readonly event: LoggedEvent['event']
  readonly source: LoggedEvent['source']
  readonly seq: number
  readonly at: number
  readonly after: readonly number[]
  readonly before: string
  readonly behind: string
  readonly parts: readonly string[]
}

/** Fewer are written one by one. */
const MIN_SERIES = 3
/** What has more in common is written one by one: how much a batch holds has to be known by its size, about. */
const MAX_SHARED = 1_024

export function batchText(events: readonly LoggedEvent[]): string {
  const entries: string[] = []
  for (let from = 0; from < events.length;) {
    const to = endOfSeries(events, from)
    const each = events.slice(from, to)
    const series = each.length < MIN_SERIES ? undefined : seriesOf(each)
    entries.push(...(series ? [series] : each).map((entry) => JSON.stringify(entry)))
    from = to
  }
  return `[${entries.join(',')}]`
}

const idOf = ({ data }: LoggedEvent) => ('id' in data ? data.id : undefined)

/** Behind the last that belongs to the same series. */
function endOfSeries(events: readonly LoggedEvent[], from: number): number {
  const first = events[from]
  let to = from + 1
  if (!first?.event.endsWith('.delta') || first.notBefore !== undefined || idOf(first) === undefined) return to
  for (let next = events[to]; next !== undefined; next = events[(to += 1)]) {
    const isSame = next.event === first.event && next.source === first.source && idOf(next) === idOf(first)
    if (!isSame || next.notBefore !== undefined) return to
  }
  return to
}

/** Undefined where they have too much in common. */
function seriesOf(events: readonly LoggedEvent[]): Series | undefined {
  const texts = events.map(({ data }) => JSON.stringify(data))
  const [text = ''] = texts
  const shortest = Math.min(...texts.map(({ length }) => length))
  let before = text.slice(0, shortest)
  for (const each of texts) if (!each.startsWith(before)) before = before.slice(0, sharedStart(before, each))
  let behind = text.slice(text.length - (shortest - before.length))
  for (const each of texts) if (!each.endsWith(behind)) behind = behind.slice(behind.length - sharedEnd(behind, each))
  if (before.length + behind.length > MAX_SHARED) return undefined
  const { event, source, seq, at } = events[0]!
  const parts = texts.map((each) => each.slice(before.length, each.length - behind.length))
  return { event, source, seq, at, after: events.map((each) => each.at - at), before, behind, parts }
}

function sharedStart(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}

function sharedEnd(one: string, other: string): number {
  let length = 0
  while (length < one.length && one.at(-1 - length) === other.at(-1 - length)) length += 1
  return length
}

/** What the text of a batch holds: its events, where it is whole. Undefined for what is no JSON. */
export function batchIn(text: string): unknown {
  const value = jsonOf(text)
  return Array.isArray(value) ? value.flatMap((entry: unknown) => (isSeries(entry) ? eventsOf(entry) : [entry])) : value
}

const isSeries = (entry: unknown): entry is Series =>
  isRecord(entry) &&
  !('data' in entry) &&
  Array.isArray(entry['parts']) &&
  Array.isArray(entry['after']) &&
  entry['parts'].length === entry['after'].length

/** One whose text is damaged has no `data`, and counts as damaged where that is judged. */
const eventsOf = ({ event, source, seq, at, after, before, behind, parts }: Series) =>
  parts.map((part, index) => {
    const data = jsonOf(`${before}${part}${behind}`)
    const moment = { source, seq: seq + index, at: at + after[index]! }
    return data === undefined ? { event, ...moment } : { event, data, ...moment }
  })
