// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, sql } from 'kysely'

/** When keys were used last, which sessions were ended, and who did what. Keys and projects themselves are settings. */
export async function up(db: Kysely<unknown>) {
  await sql`create table key_uses (key_id text not null primary key, last_ms bigint not null)`.execute(db)
  await sql`create table ended_sessions (id text not null primary key, expires_s bigint not null)`.execute(db)
  await sql`create table audit_events (position bigint not null primary key, at_ms bigint not null, document text not null)`.execute(
    db,
  )
  await sql`create index audit_events_by_time on audit_events (at_ms)`.execute(db)
}
