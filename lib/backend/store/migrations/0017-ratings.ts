// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, sql } from 'kysely'

/** What people think of runs: a thumb, up or down, and a note, which may be empty. It goes with its run. */
export async function up(db: Kysely<unknown>) {
  await sql`
    create table ratings (
      connection_id text not null references connections (id) on delete cascade,
      run_id text not null,
      value text not null,
      note text not null,
      rated_ms bigint not null,
      primary key (connection_id, run_id),
      foreign key (connection_id, run_id) references runs (connection_id, id) on delete cascade
    )`.execute(db)
  await sql`create index ratings_by_value on ratings (connection_id, value, run_id)`.execute(db)
}
