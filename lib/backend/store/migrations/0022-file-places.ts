// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, sql } from 'kysely'

/** Where the bytes of an upload lie: in `file_pieces`, as all have until now, or in a bucket. */
export async function up(db: Kysely<unknown>) {
  await sql`alter table file_bytes add column place text not null default 'database'`.execute(db)
}
