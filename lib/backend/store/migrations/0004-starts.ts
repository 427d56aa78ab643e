// A migration never changes once it was released, so it imports nothing of the project.
import type { Kysely } from 'kysely'

/** How many starts in a row have found a run at work, without its coming to a rest in between. */
export async function up({ schema }: Kysely<unknown>) {
  await schema
    .alterTable('runs')
    .addColumn('starts', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
