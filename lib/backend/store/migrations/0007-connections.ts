// A migration never changes once it was released, so it imports nothing of the project.
import { setImmediate as othersFirst } from 'node:timers/promises'
import { type Kysely, SqliteAdapter, sql } from 'kysely'

interface Table {
  readonly name: string
  /** Behind whose row it is. Documents stand last: reading the columns before a long one need not read it. */
  readonly columns: readonly string[]
  /** What tells rows of one connection apart; `damaged` may have the same twice. */
  readonly key?: string
  /** As of an index. */
  readonly alike?: readonly number[]
  /** Whose rows these are, and go with, by which column. */
  readonly owner?: readonly [table: string, column: string]
}

const OBJECT = ['position bigint not null', 'document text not null'] as const
const ofThread = ['threads', 'thread_id'] as const
const ofRun = ['runs', 'run_id'] as const

/** Those that others refer to before the others. */
const tables: readonly Table[] = [
  { name: 'assistants', key: 'id', alike: [1], columns: ['id text', 'name text', ...OBJECT] },
  {
    name: 'threads',
    key: 'id',
    alike: [1],
    columns: [
      'id text',
      'last_activity_ms bigint not null',
      'message_count integer not null',
      'title text',
      'title_folded text',
      'preview text',
      'preview_folded text',
      ...OBJECT,
    ],
  },
  {
    name: 'messages',
    key: 'id',
    alike: [1],
    owner: ofThread,
    columns: ['id text', 'thread_id text not null', 'run_id text', 'role text not null', ...OBJECT],
  },
  {
    name: 'runs',
    key: 'id',
    alike: [1],
    owner: ofThread,
    columns: [
      'id text',
      'thread_id text not null',
      'assistant_id text not null',
      'status text not null',
      'attempt integer not null',
      'starts integer not null',
      'tokens bigint not null',
      'created_ms bigint not null',
      'ended_ms bigint',
      'expires_ms bigint not null',
      'metadata text not null',
      ...OBJECT,
    ],
  },
  {
    name: 'steps',
    key: 'id',
    alike: [1],
    owner: ofRun,
    columns: ['id text', 'run_id text not null', 'thread_id text not null', ...OBJECT],
  },
  {
    name: 'events',
    key: 'run_id, first_seq',
    alike: [20, 1],
    owner: ofRun,
    columns: [
      'run_id text not null',
      'first_seq bigint not null',
      'last_seq bigint not null',
      'at_ms bigint not null',
      'events text not null',
    ],
  },
  {
    name: 'records',
    key: 'kind, id',
    alike: [300_000, 1],
    columns: ['kind text not null', 'id text not null', 'owner text not null', ...OBJECT],
  },
  {
    name: 'answers',
    key: 'request, key',
    alike: [300_000, 1],
    columns: [
      'request text not null',
      'key text not null',
      'fingerprint text not null',
      'expires_ms bigint not null',
      'object_id text not null',
      'thread_id text',
      'document text',
    ],
  },
  {
    name: 'labels',
    key: 'object_id, folded',
    alike: [2, 1],
    owner: ofThread,
    columns: [
      'kind text not null',
      'object_id text not null',
      'thread_id text not null',
      'folded text not null',
      'label text not null',
    ],
  },
  {
    name: 'damaged',
    columns: ['table_name text not null', 'id text not null', 'set_aside_ms bigint not null', 'document text not null'],
  },
]

/**
 * One database for all connections: each row says whose it is, and ids are a connection's own. SQLite changes no
 * primary key in place, so every table is made anew; what was stored until now is the embedded backend's. To be run
 * without references being checked, for rows that belong to what is not there are kept, too.
 */
export async function up(db: Kysely<unknown>) {
  await sql`create table connections (id text primary key)`.execute(db)
  await sql`insert into connections (id) values ('embedded')`.execute(db)
  for (const { name } of tables) await db.schema.alterTable(name).renameTo(`old_${name}`).execute()
  for (const table of tables) await sql`create table ${sql.raw(definitionOf(table))}`.execute(db)
  for (const table of tables) await copy(db, table)
  for (const { name } of tables.toReversed()) await db.schema.dropTable(`old_${name}`).execute()
  await createIndexes(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) await describeIndexes(db)
}

function definitionOf({ name, columns, key, owner }: Table): string {
  const connection = 'connection_id text not null references connections (id) on delete cascade'
  const keys = key === undefined ? [] : [`primary key (connection_id, ${key})`]
  const owners = owner
    ? [`foreign key (connection_id, ${owner[1]}) references ${owner[0]} (connection_id, id) on delete cascade`]
    : []
  return `${name} (${[connection, ...columns, ...keys, ...owners].join(', ')})`
}

/** How many rows are copied at once, so that the process answers in between. */
const PIECE = 1_000

async function copy(db: Kysely<unknown>, { name, columns }: Table) {
  const names = sql.raw(columns.map((column) => column.split(' ')[0]).join(', '))
  const old = sql.table(`old_${name}`)
  const insert = sql`insert into ${sql.table(name)} (connection_id, ${names}) select 'embedded', ${names} from ${old}`
  // PostgreSQL has no such numbers of rows, and stops nobody meanwhile.
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return void (await insert.execute(db))
  for (let last = Number.MIN_SAFE_INTEGER; ;) {
    const { rows } = await sql<{ last: number | null }>`
      select max(rowid) as last from (
        select rowid from ${old} where rowid > ${last} order by rowid limit ${PIECE}
      )`.execute(db)
    const end = rows[0]?.last ?? null
    if (end === null) return
    await sql`${insert} where rowid > ${last} and rowid <= ${end}`.execute(db)
    last = end
    await othersFirst()
  }
}

const ACTIVE = `status in ('queued', 'in_progress', 'requires_action', 'cancelling')`
const DURATION = '(coalesce(ended_ms, 9007199254740991) - created_ms)'

/** Each with how many of a million rows have the same second column, the same second and third, and so on. */
const indexes: readonly (readonly [definition: string, ...alike: number[]])[] = [
  ['unique index assistants_position on assistants (connection_id, position)', 1],
  ['unique index threads_position on threads (connection_id, position)', 1],
  ['index threads_by_activity on threads (connection_id, last_activity_ms, position)', 1, 1],
  ['index threads_empty on threads (connection_id, last_activity_ms, position) where message_count = 0', 1, 1],
  ['unique index messages_position on messages (connection_id, position)', 1],
  ['index messages_by_thread on messages (connection_id, thread_id, position)', 10, 1],
  ['index messages_by_run on messages (connection_id, thread_id, run_id, position)', 10, 2, 1],
  ['unique index runs_position on runs (connection_id, position)', 1],
  ['index runs_by_thread on runs (connection_id, thread_id, position)', 10, 1],
  ['index runs_by_status on runs (connection_id, status, position)', 1_000, 1],
  ['index runs_by_assistant on runs (connection_id, assistant_id, status, position)', 10_000, 500, 1],
  ['index runs_by_tokens on runs (connection_id, status, tokens, position)', 1_000, 100, 1],
  [`index runs_by_duration on runs (connection_id, status, ${DURATION}, position)`, 1_000, 100, 1],
  [
    'index runs_of_assistant_by_tokens on runs (connection_id, assistant_id, status, tokens, position)',
    10_000,
    500,
    100,
    1,
  ],
  [
    `index runs_of_assistant_by_duration on runs (connection_id, assistant_id, status, ${DURATION}, position)`,
    10_000,
    500,
    100,
    1,
  ],
  [`unique index runs_one_active on runs (connection_id, thread_id) where ${ACTIVE}`, 1],
  ['unique index steps_position on steps (connection_id, position)', 1],
  ['index steps_by_run on steps (connection_id, run_id, position)', 4, 1],
  ['index steps_by_thread on steps (connection_id, thread_id, position)', 20, 1],
  ['index records_by_owner on records (connection_id, owner)', 2],
  ['index answers_by_expiry on answers (connection_id, expires_ms)', 1],
  ['index answers_by_object on answers (connection_id, object_id)', 1],
  ['index answers_by_thread on answers (connection_id, thread_id)', 2],
  ['index labels_by_name on labels (connection_id, kind, folded, object_id, label)', 500_000, 10_000, 1, 1],
  ['index labels_by_thread on labels (connection_id, thread_id)', 4],
]

/** Made when the rows are there, which is quicker. */
async function createIndexes(db: Kysely<unknown>) {
  for (const [definition] of indexes) {
    await sql`create ${sql.raw(definition)}`.execute(db)
    await othersFirst()
  }
}

/** As many rows as the planner is to reckon with. */
const ROWS = 1_000_000

/**
 * Without a word SQLite takes the first column of every index for one that tells rows apart, and here nearly all rows
 * of a database are of one connection: it would read them all. PostgreSQL looks for itself.
 */
async function describeIndexes(db: Kysely<unknown>) {
  // Makes the table that the planner reads.
  await sql`analyze threads_empty`.execute(db)
  await sql`delete from sqlite_stat1`.execute(db)
  const describe = (table: string, index: string, alike: readonly number[]) =>
    sql`insert into sqlite_stat1 (tbl, idx, stat)
      values (${table}, ${index}, ${[ROWS, ROWS, ...alike].join(' ')})`.execute(db)
  for (const { name, alike } of tables) if (alike) await describe(name, `sqlite_autoindex_${name}_1`, alike)
  for (const [definition, ...alike] of indexes) {
    const [, index = '', table = ''] = /index (\w+) on (\w+)/.exec(definition) ?? []
    await describe(table, index, alike)
  }
  await sql`analyze sqlite_schema`.execute(db)
}
