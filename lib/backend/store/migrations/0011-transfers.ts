// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, SqliteAdapter, sql } from 'kysely'

const CONNECTION = 'connection_id text not null references connections (id) on delete cascade'

const tables = [
  `transfers (${CONNECTION}, id text not null, position bigint not null, document text not null,
    primary key (connection_id, id))`,
  // What came from elsewhere, under the id that it had there. It stays when the object goes: that tells a deletion.
  `transferred (${CONNECTION}, kind text not null, id text not null, hash text not null, transfer_id text not null,
    outcome text not null, primary key (connection_id, kind, id))`,
]

/** Transfers from elsewhere, and what each of them brought. */
export async function up(db: Kysely<unknown>) {
  for (const table of tables) await sql`create table ${sql.raw(table)}`.execute(db)
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return
  // As in 0007: the first column of the key hardly tells rows apart.
  await sql`insert into sqlite_stat1 (tbl, idx, stat)
    values ('transferred', 'sqlite_autoindex_transferred_1', '1000000 1000000 200000 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
