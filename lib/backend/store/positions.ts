import { sql } from 'kysely'
import type { Clock } from '@/lib/backend/clock'
import { hasPlace } from './column-shapes'
import type { Db, ObjectTable } from './database'
import type { Placement } from './placement'

const tables: readonly (ObjectTable | 'chunk_blocks')[] = [
  ...(['assistants', 'threads', 'messages', 'runs', 'steps', 'files'] as const),
  ...(['vector_stores', 'vector_store_files', 'vector_store_batches', 'chunk_blocks'] as const),
]

/** Gives out the next place in the order of insertion, or takes note of the one that is given. */
export type NextPosition = (placement?: Placement) => number

/**
 * Places follow the clock, in microseconds, and rise strictly: within a millisecond, when the clock steps back, and
 * above everything that is stored already. One process writes to a database at a time.
 */
export async function createPositions(db: Db, clock: Clock): Promise<NextPosition> {
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
