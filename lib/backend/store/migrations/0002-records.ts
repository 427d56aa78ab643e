// A migration never changes once it was released, so it imports nothing of the project.
import type { Kysely } from 'kysely'

/** What other wires have beside the Assistants wire's objects. `owner` is the object that a record goes with. */
export async function up({ schema }: Kysely<unknown>) {
  await schema
    .createTable('records')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('records_key', ['kind', 'id'])
    .execute()
  await schema.createIndex('records_by_owner').on('records').column('owner').execute()
}
