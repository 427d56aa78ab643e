// How much there is in the whole database, for who operates it.
import { sql } from 'kysely'
import type { RunStatus } from '@/lib/protocol/status'
import { activeStatuses } from '@/lib/run/machine'
import { type Db, isSqlite } from './database'
import { keptBytes } from './kept-bytes'

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
  /**
   * What it takes on its disk. Of a file without what is free in it, which is used before it grows; of PostgreSQL that
   * is looked for only where it takes so much as `many` or more, by reading a part of its tables.
   */
  bytes(many?: number): Promise<number>
  /** Undefined where there is one connection. */
  pool(): PoolLevel | undefined
}

const ofPostgres = sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`

const ofFile = sql<{ bytes: number }>`
  select (page_count - freelist_count) * page_size as bytes
  from pragma_page_count(), pragma_freelist_count(), pragma_page_size()`

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
  async bytes(many = Infinity) {
    if (isSqlite(db)) return Number((await ofFile.execute(db)).rows[0]?.bytes ?? 0)
    const size = Number((await ofPostgres.execute(db)).rows[0]?.bytes ?? 0)
    return size < many ? size : keptBytes(db, size)
  },
  pool,
})
