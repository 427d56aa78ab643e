// A migration never changes once it was released, so it imports nothing of the project.
import type { Kysely } from 'kysely'

/** Where rows go that hold no object, once an operator sets them aside: nothing of them is lost. */
export async function up({ schema }: Kysely<unknown>) {
  await schema
    .createTable('damaged')
    .addColumn('table_name', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('set_aside_ms', 'bigint', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
}
