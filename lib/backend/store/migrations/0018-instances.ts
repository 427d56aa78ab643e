// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, SqliteAdapter, sql } from 'kysely'

/**
 * What several instances over one PostgreSQL share: the count of places, and appending to the logs of runs, fenced by
 * the runs' attempts. SQLite has one process, which does both itself.
 */
export async function up(db: Kysely<unknown>) {
  if (db.getExecutor().adapter instanceof SqliteAdapter) return
  await countPlaces(db)
  await appendToLogs(db)
}

const PLACED = [
  ...['assistants', 'threads', 'messages', 'runs', 'steps', 'files'],
  ...['vector_stores', 'vector_store_files', 'vector_store_batches', 'chunk_blocks'],
]

/** Places that are no numbers of microseconds count for nothing. */
const LARGEST_PLACE = 9007199254740991

/**
 * The lock is one of the session, given back at once: one of the transaction would make all who insert wait for each
 * other. What is given out rises strictly, and is never behind the microsecond that is asked for.
 */
async function countPlaces(db: Kysely<unknown>) {
  await sql`create sequence positions minvalue 0`.execute(db)
  const largest = PLACED.map(
    (table) =>
      sql`select max(position) as position from ${sql.table(table)} where position < ${sql.lit(LARGEST_PLACE)}`,
  )
  await sql`select setval('positions', (
    select coalesce(max(position), 0) from (${sql.join(largest, sql` union all `)}) as placed
  ))`.execute(db)
  await sql`
    create function next_position(wanted bigint, given bigint) returns bigint language plpgsql volatile as $$
    declare
      newest bigint;
      place bigint;
    begin
      perform pg_advisory_lock(7041776, 1);
      begin
        select last_value into newest from positions;
        place := coalesce(given, greatest(newest + 1, wanted));
        if place > newest then perform setval('positions', place); end if;
      exception when query_canceled or others then
        perform pg_advisory_unlock(7041776, 1);
        raise;
      end;
      perform pg_advisory_unlock(7041776, 1);
      return place;
    end $$`.execute(db)
}

/**
 * Appends batches to logs, each if it goes on where its log ends and, with an attempt, if the run is still carried as
 * that one. Returns the places of those that were refused. The lock, until the end of the transaction, is the one that
 * a claim takes: who claims a run sees all that was appended before, and nothing is appended behind its back. What a
 * statement inside of the function sees is newer than the lock, as the statement around it would not be.
 */
async function appendToLogs(db: Kysely<unknown>) {
  await sql`
    create function lock_run(connection text, run text) returns void language sql volatile as $$
      select pg_advisory_xact_lock(7041777, hashtext(connection || '/' || run))
    $$`.execute(db)
  await sql`
    create function append_events(batches json) returns setof integer language plpgsql volatile as $$
    declare
      batch record;
    begin
      for batch in
        select * from json_to_recordset(batches) as given
          (place integer, connection text, run text, first bigint, last bigint, at bigint, events text, attempt bigint)
        order by hashtext(connection || '/' || run)
      loop
        perform lock_run(batch.connection, batch.run);
        insert into events (connection_id, run_id, first_seq, last_seq, at_ms, events)
        select batch.connection, batch.run, batch.first, batch.last, batch.at, batch.events
        where batch.first - 1 = coalesce((
            select last_seq from events where connection_id = batch.connection and run_id = batch.run
            order by first_seq desc limit 1
          ), 0)
          and (batch.attempt is null or batch.attempt = (
            select attempt from runs where connection_id = batch.connection and id = batch.run
          ))
        on conflict do nothing;
        if not found then return next batch.place; end if;
      end loop;
    end $$`.execute(db)
}
