import type { EventSource, LoggedEvent, RunEvent } from '@/lib/protocol/event'
import type { Own } from './delta'

/** One line of the log. Consecutive deltas of one object share a line: `count` of them, from `seq` to `lastSeq`. */
export interface LogEntry {
  readonly seq: number
  readonly lastSeq: number
  readonly at: number
  readonly lastAt: number
  readonly event: RunEvent['event']
  readonly objectId: string | null
  /** How its first event became known. */
  readonly source: EventSource
  readonly count: number
  /** The object that was put, or the last delta of the line. */
  readonly data: RunEvent['data']
}

type OwnEntry = { -readonly [Field in keyof LogEntry]: LogEntry[Field] }

/** Writes an event into the lines, of which none is changed that is not `own`. */
export function writeDown(log: LogEntry[], { event, data, seq, at, source }: LoggedEvent, own: Own) {
  const objectId = 'id' in data ? data.id : null
  const last = log.at(-1)
  if (!last || last.event !== event || last.objectId !== objectId || !event.endsWith('.delta')) {
    log.push({ seq, lastSeq: seq, at, lastAt: at, event, objectId, source, count: 1, data })
    return
  }
  const line = own.has(last) ? (last as OwnEntry) : { ...last }
  line.lastSeq = seq
  line.lastAt = at
  line.count += 1
  line.data = data
  own.add(line)
  log[log.length - 1] = line
}
