import { type Expression, type RawBuilder, sql } from 'kysely'
import type { DamagedRow } from '@/lib/protocol/playground'
import { activeStatuses } from '@/lib/run/machine'
import { runStatuses } from '@/lib/protocol/status'
import { hasNoPlace } from './column-shapes'
import { hasThread } from './runs'
import type { ConnectionDb } from './connection-db'
import type { ObjectTable } from './database'

const tables: readonly ObjectTable[] = [
  ...(['assistants', 'threads', 'messages', 'runs', 'steps', 'files'] as const),
  ...(['vector_stores', 'vector_store_files', 'vector_store_batches'] as const),
]

/** How many of a kind are told. */
const MAX_TOLD = 100

/**
 * Rows that no list comes to, for it looks for them where their columns say: so they are told at the start. Each look
 * goes by an index, so that it costs the same however much there is; all but the last are one statement.
 */
export async function findMisplaced(db: ConnectionDb): Promise<readonly DamagedRow[]> {
  const found = await findAll(db, [
    ...tables.map((table) => lookAt(db, table, hasNoPlace(sql.ref('position')))),
    lookAt(db, 'threads', hasNoPlace(sql.ref('last_activity_ms'))),
    lookAt(db, 'runs', sql`status in (${sql.join(activeStatuses)}) and not ${hasThread}`),
  ])
  const unknown = await unknownStatuses(db)
  if (unknown.length === 0) return found
  const looks = unknown.map((status) => lookAt(db, 'runs', sql`status = ${status}`))
  return [...found, ...(await findAll(db, looks))]
}

interface Found {
  readonly id: string
  readonly table: ObjectTable
}

type Look = RawBuilder<Found>

const lookAt = ({ connection }: ConnectionDb, table: ObjectTable, where: Expression<unknown>): Look =>
  sql`select * from (
    select ${sql.lit(table)} as "table", id from ${sql.table(table)}
    where connection_id = ${connection} and ${where} limit ${sql.lit(MAX_TOLD)}
  ) as found`

async function findAll(db: ConnectionDb, looks: readonly Look[]): Promise<readonly DamagedRow[]> {
  const { rows } = await sql`${sql.join(looks, sql` union all `)}`.$castTo<Found>().execute(db.whole)
  return rows.map(({ id, table }) => ({ id, table, reason: 'wrong_column' }))
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
