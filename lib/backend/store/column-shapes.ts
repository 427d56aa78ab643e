// What may stand in the columns beside a document. SQLite takes anything for a number; what is ordered and compared by
// one that is none would lose its place among the others, and they theirs.
import { type Expression, type SqlBool, sql } from 'kysely'
import { runStatuses } from '@/lib/protocol/status'
import type { ObjectTable } from './database'

/** No place and no moment is beyond it: it is the year 2223 in microseconds, and far enough from where numbers end. */
const MAX_INTEGER = 8_000_000_000_000_000

type IsSound = (value: unknown) => boolean

export const isPlace: IsSound = (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_INTEGER
const isCount: IsSound = (value) => Number.isSafeInteger(value)
const statuses: readonly unknown[] = runStatuses
const fileStates: readonly unknown[] = ['in_progress', 'completed', 'failed', 'cancelled']

/** Columns of one name are of one kind in all tables. */
const columnShapes: Readonly<Record<string, IsSound>> = {
  position: isPlace,
  last_activity_ms: isPlace,
  last_active_ms: isPlace,
  created_ms: isPlace,
  ended_ms: (value) => value === null || isPlace(value),
  expires_ms: isPlace,
  expiry_ms: (value) => value === null || isPlace(value),
  message_count: isCount,
  attempt: isCount,
  starts: isCount,
  tokens: isCount,
  status: (value) => statuses.includes(value),
  state: (value) => fileStates.includes(value),
  usage_bytes: isCount,
  index_number: isPlace,
}

/** Those of a table beside its document that have a shape. */
export const shapedColumns = {
  assistants: ['position'],
  threads: ['position', 'last_activity_ms', 'created_ms', 'message_count'],
  messages: ['position'],
  runs: ['position', 'status', 'attempt', 'starts', 'created_ms', 'ended_ms', 'expires_ms', 'tokens'],
  steps: ['position'],
  files: ['position', 'expiry_ms'],
  vector_stores: ['position', 'last_active_ms', 'expiry_ms'],
  vector_store_files: ['position', 'state', 'usage_bytes', 'index_number'],
  vector_store_batches: ['position'],
} as const satisfies Readonly<Record<ObjectTable, readonly string[]>>

/** Which of the columns that were read hold what does not belong there. */
export const wrongColumnsOf = (row: object): readonly string[] =>
  Object.entries(row).flatMap(([name, value]) => (columnShapes[name]?.(value) === false ? [name] : []))

/** Whether a row has a place in an order by this column: the others are left out by the database already. */
export const hasPlace = (column: Expression<unknown>): Expression<SqlBool> =>
  sql<SqlBool>`${column} between 0 and ${sql.lit(MAX_INTEGER)}`

/** Places without their ends; either may be open. */
export interface PlaceRange {
  readonly above?: number | undefined
  readonly below?: number | undefined
}

/**
 * The same within a range, as one condition: of two that bound one column SQLite may take the wider for its index, and
 * would pass all rows between the two.
 */
export const hasPlaceWithin = (column: Expression<unknown>, { above, below }: PlaceRange): Expression<SqlBool> => {
  const [first, last] = [above === undefined ? 0 : above + 1, below === undefined ? MAX_INTEGER : below - 1]
  return sql<SqlBool>`${column} between ${first} and ${last}`
}

/** The opposite, also of a column that holds nothing; by its index. */
export const hasNoPlace = (column: Expression<unknown>): Expression<SqlBool> =>
  sql<SqlBool>`(${column} is null or ${column} < 0 or ${column} > ${sql.lit(MAX_INTEGER)})`
