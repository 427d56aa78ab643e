// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, sql } from 'kysely'

/**
 * The long texts of a large message lie in rows of their own, so that no statement has all of them at once. The
 * message's row says which version of these rows is its own, and how many bytes the texts have in them; null where it
 * has all of the message in its document.
 */
export async function up(db: Kysely<unknown>) {
  await sql`alter table messages add column texts_version bigint`.execute(db)
  await sql`alter table messages add column texts_bytes bigint`.execute(db)
  await sql`create table message_texts (
    connection_id text not null,
    message_id text not null,
    version bigint not null,
    number integer not null,
    texts text not null,
    primary key (connection_id, message_id, version, number),
    foreign key (connection_id, message_id) references messages (connection_id, id) on delete cascade
  )`.execute(db)
}
