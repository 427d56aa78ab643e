// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, SqliteAdapter, sql } from 'kysely'

/**
 * The search's index. Rows are searched through until they are in it: the process fills it while it serves, so nothing
 * waits for a large database here.
 */
export async function up(db: Kysely<unknown>) {
  await sql`create table signatures (
    connection_id text not null references connections (id) on delete cascade,
    kind text not null, slice integer not null, segment integer not null, bits text not null,
    primary key (connection_id, kind, slice, segment)
  )`.execute(db)
  for (const table of ['threads', 'runs']) {
    await sql`alter table ${sql.table(table)} add column search_block integer not null default 2147483647`.execute(db)
    await sql`create index ${sql.ref(`${table}_by_block`)} on ${sql.table(table)} (connection_id, search_block)`.execute(
      db,
    )
  }
  if (db.getExecutor().adapter instanceof SqliteAdapter) await describeIndexes(db)
}

/** As 0007 does: of a million rows, how many have the same first column, first and second, and so on. */
async function describeIndexes(db: Kysely<unknown>) {
  const describe = (table: string, index: string, stat: string) =>
    sql`insert into sqlite_stat1 (tbl, idx, stat) values (${table}, ${index}, ${stat})`.execute(db)
  await describe('signatures', 'sqlite_autoindex_signatures_1', '1000000 1000000 500000 500 1')
  for (const table of ['threads', 'runs']) await describe(table, `${table}_by_block`, '1000000 1000000 64')
  await sql`analyze sqlite_schema`.execute(db)
}
