// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, sql } from 'kysely'

/** Requests and answers that passed between a client and a connection's backend, each of a run, with which it goes. */
export async function up(db: Kysely<unknown>) {
  await sql`create table exchanges (
    connection_id text not null references connections (id) on delete cascade,
    run_id text not null,
    number bigint not null,
    document text not null,
    primary key (connection_id, run_id, number),
    foreign key (connection_id, run_id) references runs (connection_id, id) on delete cascade
  )`.execute(db)
}
