// The one place that makes objects of what the database holds. A row may be anything after a fault of the disk or a
// stranger's hand: then it stays where it is, it is logged once, and nothing else stops.
import { damagedObject, isDamaged, LOG_DAMAGED } from '@/lib/protocol/error'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { WireExchange } from '@/lib/protocol/exchange'
import type { DamagedRow } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { asLogged } from '@/lib/run/unknown-frame'
import { batchIn } from './batch-text'
import { isPlace, wrongColumnsOf } from './column-shapes'
import type { ObjectTable } from './database'
import { isBatch, isObjectOf, isRecord, jsonOf, lastSeqOf, shapes } from './document-shapes'

export interface DocumentRow {
  readonly id: string
  readonly document: string
}

export const documentColumns = ['id', 'position', 'document'] as const

/** A run's metadata lies beside its document: see run-document.ts. */
type RunRow = DocumentRow & { readonly metadata: string }

interface BatchRow {
  readonly run_id: string
  readonly first_seq: number
  readonly last_seq: number
  readonly at_ms: number
  readonly events: string
}

interface AnswerRow {
  readonly request: string
  readonly key: string
  readonly document: string | null
}

export type Documents = ReturnType<typeof createDocuments>

/** `onDamaged` is called once for each damaged row, when it is first read. */
export function createDocuments(onDamaged: (row: DamagedRow) => void) {
  const met = new Map<string, DamagedRow>()

  function meet(row: DamagedRow) {
    const key = [row.table, row.id, row.first_seq].join(' ')
    if (met.has(key)) return
    met.set(key, row)
    onDamaged(row)
  }

  function refuse(table: ObjectTable, id: string, reason: DamagedRow['reason']): never {
    meet({ id, table, reason })
    throw damagedObject(shapes[table].noun, id)
  }

  /** The object of a row. Throws `damagedObject` when the row holds none, or its other columns what cannot be. */
  function object<T>(table: ObjectTable, row: DocumentRow): T {
    const value = jsonOf(row.document)
    if (!isObjectOf(table, row.id, value)) return refuse(table, row.id, reasonOf(value))
    return wrongColumnsOf(row).length === 0 ? (value as T) : refuse(table, row.id, 'wrong_column')
  }

  return {
    object,
    meet,
    refuse,

    run(row: RunRow): Run {
      const run = object<Run>('runs', row)
      const value = jsonOf(row.metadata)
      return isRecord(value) ? { ...run, metadata: value as Run['metadata'] } : refuse('runs', row.id, reasonOf(value))
    },

    ...readersBeside(meet),

    /** What was met until now. */
    damaged: (): readonly DamagedRow[] => [...met.values()],
  }
}

/** What is read beside the objects. `meet` is called with what is damaged. */
const readersBeside = (meet: (row: DamagedRow) => void) => ({
  /** Some object, for only their writer knows what records are. Throws `damagedObject`. */
  record({ id, document }: DocumentRow): unknown {
    const value = jsonOf(document)
    if (isRecord(value)) return value
    meet({ id, table: 'records', reason: reasonOf(value) })
    throw damagedObject('record', id)
  },

  /** What passed on the wire. Throws `damagedObject`. */
  exchange({ id, document }: DocumentRow): WireExchange {
    const value = jsonOf(document)
    if (isRecord(value) && isRecord(value['request'])) return value as unknown as WireExchange
    meet({ id, table: 'exchanges', reason: reasonOf(value) })
    throw damagedObject('exchange', id)
  },

  /** What a create was answered; undefined where that was let go, or cannot be read. */
  answer({ request, key, document }: AnswerRow): unknown {
    if (document === null) return undefined
    const value = jsonOf(document)
    if (isRecord(value)) return value
    meet({ id: `${request} ${key}`, table: 'answers', reason: reasonOf(value) })
    return undefined
  },

  /**
   * The batch's events: each says its number, whatever the column says of the last. In place of what cannot be read
   * one event that says so, numbered as the last one lost.
   */
  batch(row: BatchRow): readonly LoggedEvent[] {
    const { run_id, first_seq, at_ms, events } = row
    const value = batchIn(events)
    const last_seq = lastSeqOf(row)
    const damaged = { id: run_id, table: 'events' as const, first_seq, last_seq }
    if (isBatch(value, row)) {
      if (row.last_seq !== value.at(-1)?.seq) meet({ ...damaged, reason: 'wrong_column' })
      return value.map(asLogged)
    }
    meet({ ...damaged, reason: reasonOf(value) })
    const error = lostEvents(first_seq, last_seq)
    return [{ event: 'error', data: { error }, seq: last_seq, at: isPlace(at_ms) ? at_ms : 0, source: 'engine' }]
  },
})

const reasonOf = (value: unknown) => (value === undefined ? 'no_json' : 'wrong_json')

const lostEvents = (first: number, last: number) => ({
  type: 'server_error',
  code: LOG_DAMAGED,
  param: null,
  message: `Events ${first} to ${last} of this log are damaged in the server's database and cannot be read.`,
})

/** Undefined in the place of what cannot be read; any other error goes on. */
export function unlessDamaged(error: unknown): undefined {
  if (!isDamaged(error)) throw error
}

/** What `read` makes of the rows, without those that are damaged. */
export const readable = <Row, T>(rows: readonly Row[], read: (row: Row) => T): T[] =>
  rows.flatMap((row): T[] => {
    try {
      return [read(row)]
    } catch (error) {
      unlessDamaged(error)
      return []
    }
  })
