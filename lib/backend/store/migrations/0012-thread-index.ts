// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, SqliteAdapter, sql } from 'kysely'

/** Each with how many of a million rows have the same second column, the same second and third, and so on. */
const indexes: readonly (readonly [definition: string, ...alike: number[]])[] = [
  ['threads_by_creation on threads (connection_id, created_ms, position)', 1, 1],
  [
    'threads_by_outcome on threads (connection_id, last_outcome, last_activity_ms, position) ' +
      'where last_outcome is not null',
    100_000,
    1,
    1,
  ],
  ['threads_gone on threads (connection_id, last_activity_ms, position) where gone_ms is not null', 1, 1],
  ['threads_unread on threads (connection_id, position) where is_unread = 1', 1],
]

/** What threads are filtered and marked by in their index, and since when there is one of a connection. */
export async function up(db: Kysely<unknown>) {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  await sql`alter table connections add column since_ms bigint`.execute(db)
  const columns = [
    'created_ms bigint not null default 0',
    'last_outcome text',
    'gone_ms bigint',
    'listed_ms bigint',
    'is_unread integer not null default 0',
  ]
  for (const column of columns) await sql`alter table threads add column ${sql.raw(column)}`.execute(db)
  await fillCreation(db, isSqlite)
  await sql`
    update threads set last_outcome = (
      select case when status in ('completed', 'failed', 'incomplete', 'cancelled', 'expired') then status end from runs
      where runs.connection_id = threads.connection_id and runs.thread_id = threads.id
      order by runs.position desc limit 1
    )`.execute(db)
  await takeRecords(db as Kysely<Marked>)
  for (const [definition] of indexes) await sql`create index ${sql.raw(definition)}`.execute(db)
  if (isSqlite) await describeIndexes(db)
}

/** As the thread itself says; where its document does not, by its place, which follows the clock. */
async function fillCreation(db: Kysely<unknown>, isSqlite: boolean) {
  const told = isSqlite
    ? sql`case when json_valid(document) and json_type(document, '$.created_at') = 'integer'
        then json_extract(document, '$.created_at') * 1000 else position / 1000 end`
    : sql`coalesce(cast(substring(document from '"created_at":([0-9]{1,12})') as bigint) * 1000, position / 1000)`
  await sql`update threads set created_ms = ${told}`.execute(db)
}

interface Marked {
  threads: { connection_id: string; id: string; gone_ms: number | null; is_unread: number }
  records: { connection_id: string; kind: string; id: string; document: string }
}

const KINDS = ['gone_thread', 'thread_shell']

/** These marks stood in records until now. */
async function takeRecords(db: Kysely<Marked>) {
  const records = await db.selectFrom('records').selectAll().where('kind', 'in', KINDS).execute()
  for (const { connection_id, id, document } of records) {
    const change = markIn(document)
    const thread = db.updateTable('threads').where('connection_id', '=', connection_id).where('id', '=', id)
    if (change) await thread.set(change).execute()
  }
  await db.deleteFrom('records').where('kind', 'in', KINDS).execute()
}

function markIn(document: string): { gone_ms: number } | { is_unread: 1 } | undefined {
  try {
    const { gone_ms, is_shell } = JSON.parse(document) as { gone_ms?: unknown; is_shell?: unknown }
    if (Number.isSafeInteger(gone_ms)) return { gone_ms: Number(gone_ms) }
    return is_shell === true ? { is_unread: 1 } : undefined
  } catch {
    return undefined
  }
}

/** As 0007 does. */
async function describeIndexes(db: Kysely<unknown>) {
  for (const [definition, ...alike] of indexes) {
    const [, index = ''] = /^(\w+) on/.exec(definition) ?? []
    await sql`insert into sqlite_stat1 (tbl, idx, stat)
      values ('threads', ${index}, ${[1_000_000, 1_000_000, ...alike].join(' ')})`.execute(db)
  }
  await sql`analyze sqlite_schema`.execute(db)
}
