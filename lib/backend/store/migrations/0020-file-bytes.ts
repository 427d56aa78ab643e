// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, SqliteAdapter, sql } from 'kysely'

/**
 * The bytes of files in pieces, for instances that share no disk. An upload gets its size when it is whole; until then
 * nobody finds it by the file's id. SQLite has the tables and leaves them empty: there the bytes lie beside it.
 */
export async function up(db: Kysely<unknown>) {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  await sql`create table file_bytes (
    connection_id text not null references connections (id) on delete cascade,
    upload text not null,
    id text not null,
    size bigint,
    touched_ms bigint not null,
    primary key (connection_id, upload)
  )`.execute(db)
  await sql`create unique index file_bytes_whole on file_bytes (connection_id, id) where size is not null`.execute(db)
  await sql`create index file_bytes_underway on file_bytes (connection_id, touched_ms) where size is null`.execute(db)
  await sql`create table file_pieces (
    connection_id text not null,
    upload text not null,
    number integer not null,
    bytes ${sql.raw(isSqlite ? 'blob' : 'bytea')} not null,
    primary key (connection_id, upload, number),
    foreign key (connection_id, upload) references file_bytes (connection_id, upload) on delete cascade
  )`.execute(db)
  // Most files are compressed already, and of what lies as it is a part is read without the rest.
  if (!isSqlite) await sql`alter table file_pieces alter column bytes set storage external`.execute(db)
}
