// A migration never changes once it was released, so it imports nothing of the project.
import type { Kysely } from 'kysely'

/**
 * What requests with an idempotency key were answered, until they expire. Without its document the object that it told
 * of was removed since.
 */
export async function up({ schema }: Kysely<unknown>) {
  await schema
    .createTable('answers')
    .addColumn('request', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('expires_ms', 'bigint', (column) => column.notNull())
    .addColumn('object_id', 'text', (column) => column.notNull())
    .addColumn('thread_id', 'text')
    .addColumn('document', 'text')
    .addPrimaryKeyConstraint('answers_key', ['request', 'key'])
    .execute()
  await schema.createIndex('answers_by_expiry').on('answers').column('expires_ms').execute()
  await schema.createIndex('answers_by_object').on('answers').column('object_id').execute()
  await schema.createIndex('answers_by_thread').on('answers').column('thread_id').execute()
}
