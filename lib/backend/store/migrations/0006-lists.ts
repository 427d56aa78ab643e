// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, sql } from 'kysely'

interface Runs {
  runs: { id: string; position: number; document: string; tokens: number }
}

/** What lists are filtered and ordered by beside what the objects themselves say. */
export async function up(db: Kysely<unknown>) {
  await createLabels(db)
  await countTokens(db as Kysely<Runs>)
  await createOrders(db)
}

/** Labels of threads and runs. They go with the thread. */
async function createLabels({ schema }: Kysely<unknown>) {
  await schema
    .createTable('labels')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('object_id', 'text', (column) => column.notNull())
    .addColumn('thread_id', 'text', (column) => column.notNull().references('threads.id').onDelete('cascade'))
    .addColumn('folded', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('labels_key', ['object_id', 'folded'])
    .execute()
  await schema.createIndex('labels_by_name').on('labels').columns(['kind', 'folded', 'object_id', 'label']).execute()
  await schema.createIndex('labels_by_thread').on('labels').column('thread_id').execute()
}

/** What a run has used stands in its document; a row that holds none counts as having used nothing. */
async function countTokens(db: Kysely<Runs>) {
  await db.schema
    .alterTable('runs')
    .addColumn('tokens', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  let last = Number.MIN_SAFE_INTEGER
  for (;;) {
    const page = db.selectFrom('runs').select(['id', 'position', 'document']).orderBy('position').limit(500)
    const rows = await page.where('position', '>', last).execute()
    for (const { id, document } of rows) {
      const tokens = tokensIn(document)
      if (tokens > 0) await db.updateTable('runs').set({ tokens }).where('id', '=', id).execute()
    }
    const end = rows.at(-1)
    if (!end) return
    last = end.position
  }
}

function tokensIn(document: string): number {
  try {
    const { usage } = JSON.parse(document) as { usage?: { total_tokens?: unknown } | null }
    const tokens = Number(usage?.total_tokens ?? 0)
    return Number.isSafeInteger(tokens) ? tokens : 0
  } catch {
    return 0
  }
}

async function createOrders(db: Kysely<unknown>) {
  const { schema } = db
  const duration = sql`(coalesce(ended_ms, 9007199254740991) - created_ms)`
  for (const [name, before] of [
    ['runs', sql``],
    ['runs_of_assistant', sql`assistant_id, `],
  ] as const) {
    await sql`create index ${sql.ref(`${name}_by_tokens`)} on runs (${before}status, tokens, position)`.execute(db)
    await sql`create index ${sql.ref(`${name}_by_duration`)} on runs (${before}status, ${duration}, position)`.execute(
      db,
    )
  }
  await schema
    .createIndex('threads_empty')
    .on('threads')
    .columns(['last_activity_ms', 'position'])
    .where(sql<boolean>`message_count = 0`)
    .execute()
}
