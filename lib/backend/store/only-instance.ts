import { sql } from 'kysely'
import { type ConnectionDb, createConnectionDb } from './connection-db'
import { isSqlite } from './database'

/** Of all that the playground locks by numbers at PostgreSQL: for work that one instance does for a connection. */
const LOCK = 7_041_778

/** Of several instances over one PostgreSQL one does the work for a connection; the others leave it to that one. */
export async function asOnlyInstance(db: ConnectionDb, work: (db: ConnectionDb) => Promise<void>): Promise<void> {
  if (isSqlite(db.whole)) return work(db)
  await db.whole.connection().execute(async (own) => {
    const name = sql`${sql.lit(LOCK)}, hashtext(${db.connection})`
    const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${name}) as taken`.execute(own)
    if (!rows[0]?.taken) return
    try {
      await work(createConnectionDb(own, db.connection))
    } finally {
      await sql`select pg_advisory_unlock(${name})`.execute(own)
    }
  })
}
