// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, SqliteAdapter, sql } from 'kysely'

/**
 * Wrong keys of the last minute, which all instances over one PostgreSQL count together. What a crash of the database
 * takes along is not missed. SQLite has the table and leaves it empty: its one process counts in memory.
 */
export async function up(db: Kysely<unknown>) {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  await sql`create ${sql.raw(isSqlite ? '' : 'unlogged')} table wrong_keys (
    network text not null,
    digest text not null,
    at_ms bigint not null,
    primary key (network, digest)
  )`.execute(db)
  await sql`create index wrong_keys_at on wrong_keys (at_ms)`.execute(db)
  if (isSqlite) return
  await noteWrongKey(db)
}

/**
 * Notes a wrong key. Returns for how many milliseconds its network is to wait: 0 within the limit. One that came before
 * tells its sender nothing new, and counts once. The lock makes those of a network come one after the other.
 */
async function noteWrongKey(db: Kysely<unknown>) {
  await sql`
    create function note_wrong_key(sender text, key text, now_ms bigint, window_ms bigint, most integer)
    returns bigint language plpgsql volatile as $$
    declare
      known integer;
      oldest bigint;
    begin
      perform pg_advisory_xact_lock(7041778, hashtext(sender));
      delete from wrong_keys where ctid in (
        select ctid from wrong_keys where at_ms <= now_ms - window_ms for update skip locked
      );
      select count(*), min(at_ms) into known, oldest from wrong_keys
        where network = sender and digest <> key and at_ms > now_ms - window_ms;
      if known >= most and not exists (
        select 1 from wrong_keys where network = sender and digest = key and at_ms > now_ms - window_ms
      ) then
        return oldest + window_ms - now_ms;
      end if;
      insert into wrong_keys values (sender, key, now_ms)
        on conflict (network, digest) do update set at_ms = excluded.at_ms;
      return 0;
    end $$`.execute(db)
}
