// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, sql } from 'kysely'

/** Documents stand last in their rows: reading the columns before a long one need not read it. */
export async function up(db: Kysely<unknown>) {
  await createAssistants(db)
  await createThreads(db)
  await createMessages(db)
  await createRuns(db)
  await createSteps(db)
  await createEvents(db)
}

async function createAssistants({ schema }: Kysely<unknown>) {
  await schema
    .createTable('assistants')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('position', 'bigint', (column) => column.notNull().unique())
    .addColumn('name', 'text')
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
}

async function createThreads({ schema }: Kysely<unknown>) {
  await schema
    .createTable('threads')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('position', 'bigint', (column) => column.notNull().unique())
    .addColumn('last_activity_ms', 'bigint', (column) => column.notNull())
    .addColumn('message_count', 'integer', (column) => column.notNull())
    .addColumn('title', 'text')
    .addColumn('title_folded', 'text')
    .addColumn('preview', 'text')
    .addColumn('preview_folded', 'text')
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('threads_by_activity').on('threads').columns(['last_activity_ms', 'position']).execute()
}

async function createMessages({ schema }: Kysely<unknown>) {
  await schema
    .createTable('messages')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('thread_id', 'text', (column) => column.notNull().references('threads.id').onDelete('cascade'))
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('run_id', 'text')
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('messages_position').unique().on('messages').column('position').execute()
  await schema.createIndex('messages_by_thread').on('messages').columns(['thread_id', 'position']).execute()
  await schema.createIndex('messages_by_run').on('messages').columns(['thread_id', 'run_id', 'position']).execute()
}

async function createRuns({ schema }: Kysely<unknown>) {
  await schema
    .createTable('runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('thread_id', 'text', (column) => column.notNull().references('threads.id').onDelete('cascade'))
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('assistant_id', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('created_ms', 'bigint', (column) => column.notNull())
    .addColumn('ended_ms', 'bigint')
    .addColumn('expires_ms', 'bigint', (column) => column.notNull())
    .addColumn('metadata', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('runs_position').unique().on('runs').column('position').execute()
  await schema.createIndex('runs_by_thread').on('runs').columns(['thread_id', 'position']).execute()
  await schema.createIndex('runs_by_status').on('runs').columns(['status', 'position']).execute()
  await schema.createIndex('runs_by_assistant').on('runs').columns(['assistant_id', 'status', 'position']).execute()
  await schema
    .createIndex('runs_one_active')
    .unique()
    .on('runs')
    .column('thread_id')
    .where(sql<boolean>`status in ('queued', 'in_progress', 'requires_action', 'cancelling')`)
    .execute()
}

async function createSteps({ schema }: Kysely<unknown>) {
  await schema
    .createTable('steps')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id').onDelete('cascade'))
    .addColumn('thread_id', 'text', (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('steps_position').unique().on('steps').column('position').execute()
  await schema.createIndex('steps_by_run').on('steps').columns(['run_id', 'position']).execute()
  await schema.createIndex('steps_by_thread').on('steps').columns(['thread_id', 'position']).execute()
}

async function createEvents({ schema }: Kysely<unknown>) {
  await schema
    .createTable('events')
    .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id').onDelete('cascade'))
    .addColumn('first_seq', 'bigint', (column) => column.notNull())
    .addColumn('last_seq', 'bigint', (column) => column.notNull())
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .addColumn('events', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('events_key', ['run_id', 'first_seq'])
    .execute()
}
