import { type Kysely, sql } from 'kysely'

/** What people set on pages and is no connection's own: connections themselves, model endpoints, defaults. */
export async function up(db: Kysely<unknown>) {
  await sql`create table settings (
    kind text not null,
    id text not null,
    position bigint not null,
    document text not null,
    sealed text,
    primary key (kind, id)
  )`.execute(db)
}
