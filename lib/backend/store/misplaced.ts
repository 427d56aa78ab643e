import { type SelectQueryBuilder, sql } from 'kysely'
import type { DamagedRow } from '@/lib/protocol/playground'
import { activeStatuses } from '@/lib/run/machine'
import { runStatuses } from '@/lib/protocol/status'
import { hasNoPlace } from './column-shapes'
import { hasThread } from './runs'
import type { ConnectionDb } from './connection-db'
import type { Database, ObjectTable } from './database'

const tables: readonly ObjectTable[] = [
  ...(['assistants', 'threads', 'messages', 'runs', 'steps', 'files'] as const),
  ...(['vector_stores', 'vector_store_files', 'vector_store_batches'] as const),
]

/** How many of a kind are told. */
const MAX_TOLD = 100

/**
 * Rows that no list comes to, for it looks for them where their columns say: so they are told at the start. Each look
 * goes by an index, so that it costs the same however much there is.
 */
export async function findMisplaced(db: ConnectionDb): Promise<readonly DamagedRow[]> {
  const found: DamagedRow[] = []
  const look = async (table: ObjectTable, rows: SelectQueryBuilder<Database, ObjectTable, object>) => {
    const ids = await rows
      .select(sql<string>`id`.as('id'))
      .limit(MAX_TOLD)
      .execute()
    found.push(...ids.map(({ id }) => ({ id, table, reason: 'wrong_column' as const })))
  }
  for (const table of tables) await look(table, db.selectFrom(table).where(hasNoPlace(sql.ref('position'))))
  await look('threads', db.selectFrom('threads').where(hasNoPlace(sql.ref('last_activity_ms'))))
  const active = db.selectFrom('runs').where('status', 'in', activeStatuses)
  await look(
    'runs',
    active.where(({ not }) => not(hasThread)),
  )
  for (const status of await unknownStatuses(db)) await look('runs', db.selectFrom('runs').where('status', '=', status))
  return found
}

/** From status to status by the index: there are few, and many runs. */
async function unknownStatuses(db: ConnectionDb): Promise<readonly string[]> {
  const { rows } = await sql<{ status: string }>`
    with recursive found(status) as (
      select min(status) from runs where connection_id = ${db.connection}
      union all
      select (
        select min(runs.status) from runs where connection_id = ${db.connection} and runs.status > found.status
      ) from found
      where found.status is not null
    )
    select status from found where status is not null limit ${MAX_TOLD}`.execute(db.whole)
  const known: readonly string[] = runStatuses
  return rows.map(({ status }) => status).filter((status) => !known.includes(status))
}
