// How much there is in the whole database, for who operates it.
import { sql } from 'kysely'
import type { RunStatus } from '@/lib/protocol/status'
import { activeStatuses } from '@/lib/run/machine'
import { type Db, isSqlite } from './database'

/** Connections of this instance. */
export interface PoolLevel {
  readonly busy: number
  readonly idle: number
  /** Who waits for one. */
  readonly waiting: number
}

export interface DatabaseLevel {
  /** Throws where the database does not answer. */
  ping(): Promise<void>
  /** Runs that have not ended, of all connections, by their status. */
  activeRuns(): Promise<ReadonlyMap<RunStatus, number>>
  /** The bytes of a database that is elsewhere; 0 for a file, which lies in the data folder. */
  bytesElsewhere(): Promise<number>
  /** Undefined where there is one connection. */
  pool(): PoolLevel | undefined
}

export const createDatabaseLevel = (db: Db, pool: () => PoolLevel | undefined): DatabaseLevel => ({
  async ping() {
    await sql`select 1`.execute(db)
  },
  async activeRuns() {
    const rows = await db
      .selectFrom('runs')
      .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
      .where('status', 'in', activeStatuses)
      .groupBy('status')
      .execute()
    return new Map(rows.map(({ status, count }) => [status as RunStatus, Number(count)]))
  },
  async bytesElsewhere() {
    if (isSqlite(db)) return 0
    const asked = sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
    return Number((await asked.execute(db)).rows[0]?.bytes ?? 0)
  },
  pool,
})
