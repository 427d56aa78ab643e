import { sql } from 'kysely'
import type { Clock } from '@/lib/backend/clock'
import { hasPlace } from './column-shapes'
import type { Db, ObjectTable } from './database'

const tables: readonly ObjectTable[] = ['assistants', 'threads', 'messages', 'runs', 'steps']

/** Gives out the next place in the order of insertion. */
export type NextPosition = () => number

/**
 * Places follow the clock, in microseconds, and rise strictly: within a millisecond, when the clock steps back, and
 * above everything that is stored already. One process writes to a database at a time.
 */
export async function createPositions(db: Db, clock: Clock): Promise<NextPosition> {
  const largest = tables.map(
    (table) => sql`
    select max(position) as position from ${sql.table(table)} where ${hasPlace(sql.ref('position'))}`,
  )
  const { rows } = await sql<{ position: number | null }>`${sql.join(largest, sql` union all `)}`.execute(db)
  let last = Math.max(...rows.map(({ position }) => position ?? 0))
  return () => (last = Math.max(last + 1, clock() * 1000))
}
