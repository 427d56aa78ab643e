// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** Each with how many of a million rows have the same second column, the same second and third, and so on. */
const indexes: readonly (readonly [definition: string, ...alike: number[]])[] = [
  ['unique index files_position on files (connection_id, position)', 1],
  ['index files_by_purpose on files (connection_id, purpose, position)', 200_000, 1],
  ['index files_by_expiry on files (connection_id, expiry_ms) where expiry_ms is not null', 1],
]

/** Files by their objects of the wire; their bytes lie beside the database. */
export async function up(db: Kysely<unknown>) {
  await sql`create table files (
    connection_id text not null references connections (id) on delete cascade,
    id text not null,
    purpose text not null,
    expiry_ms bigint,
    position bigint not null,
    document text not null,
    primary key (connection_id, id)
  )`.execute(db)
  for (const [definition] of indexes) await sql`create ${sql.raw(definition)}`.execute(db)
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return
  // As in 0007: the first column of each hardly tells rows apart.
  const described = [
    ['sqlite_autoindex_files_1', 1] as const,
    ...indexes.map(([first, ...alike]) => {
      const [, name = ''] = /index (\w+) on/.exec(first) ?? []
      return [name, ...alike] as const
    }),
  ]
  for (const [name, ...alike] of described) {
    await sql`insert into sqlite_stat1 (tbl, idx, stat)
      values ('files', ${name}, ${[1_000_000, 1_000_000, ...alike].join(' ')})`.execute(db)
  }
  await sql`analyze sqlite_schema`.execute(db)
}
