import { type RawBuilder, sql } from 'kysely'
import type { Clock } from '@/lib/backend/clock'
import { hasPlace } from './column-shapes'
import { type Db, isSqlite, type ObjectTable } from './database'
import type { Placement } from './placement'

const tables: readonly (ObjectTable | 'chunk_blocks')[] = [
  ...(['assistants', 'threads', 'messages', 'runs', 'steps', 'files'] as const),
  ...(['vector_stores', 'vector_store_files', 'vector_store_batches', 'chunk_blocks'] as const),
]

/** A place: its number, or on PostgreSQL what the database makes of the statement that it stands in, each time anew. */
export type Position = number | RawBuilder<number>

/** Gives out the next place in the order of insertion, or takes note of the one that is given. */
export type NextPosition = (placement?: Placement) => Position

/**
 * Places follow the clock, in microseconds, and rise strictly: within a millisecond, when the clock steps back, and
 * above everything that is stored already. On SQLite, to which one process writes at a time, they are counted here; on
 * PostgreSQL by a function of the database, which all instances ask (migration 0018).
 */
export const createPositions = async (db: Db, clock: Clock): Promise<NextPosition> =>
  isSqlite(db)
    ? countedHere(db, clock)
    : ({ createdMs, position } = {}) =>
        sql<number>`(select next_position(${(createdMs ?? clock()) * 1000}::bigint, ${position ?? null}::bigint))`

/** The number of a place that several statements need. */
export async function numberOf(db: Db, position: Position): Promise<number> {
  if (typeof position === 'number') return position
  const { rows } = await sql<{ position: number }>`select ${position} as position`.execute(db)
  return rows[0]?.position ?? 0
}

async function countedHere(db: Db, clock: Clock): Promise<(placement?: Placement) => number> {
  const largest = tables.map(
    (table) => sql`
    select max((
      select max(position) from ${sql.table(table)}
      where connection_id = connections.id and ${hasPlace(sql.ref('position'))}
    )) as position from connections`,
  )
  const { rows } = await sql<{ position: number | null }>`${sql.join(largest, sql` union all `)}`.execute(db)
  let last = Math.max(...rows.map(({ position }) => position ?? 0))
  return ({ createdMs, position } = {}) => {
    last = Math.max(last, position ?? Math.max(last + 1, (createdMs ?? clock()) * 1000))
    return position ?? last
  }
}
