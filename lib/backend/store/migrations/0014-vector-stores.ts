// A migration never changes once it was released, so it imports nothing of the project.
import { type Kysely, SqliteAdapter, sql } from 'kysely'

const CONNECTION = 'connection_id text not null references connections (id) on delete cascade'
const OF_STORE = 'foreign key (connection_id, store_id) references vector_stores (connection_id, id) on delete cascade'

interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: string
  /** As of an index. */
  readonly alike: readonly number[]
  readonly owner?: string
  /** SQLite keeps rows of few short columns in their key alone. */
  readonly isKeyOnly?: boolean
}

const tables: readonly Table[] = [
  {
    name: 'vector_stores',
    columns: [
      'id text not null',
      'last_active_ms bigint not null',
      'expires_days integer',
      'expiry_ms bigint',
      'is_expired integer not null default 0',
      'chunks bigint not null default 0',
      'terms bigint not null default 0',
      'position bigint not null',
      'document text not null',
    ],
    key: 'id',
    alike: [1],
  },
  {
    name: 'vector_store_files',
    columns: [
      'id text not null',
      'store_id text not null',
      'batch_id text',
      'state text not null',
      'usage_bytes bigint not null',
      'index_number bigint not null',
      'attributes text not null',
      'position bigint not null',
      'document text not null',
    ],
    key: 'store_id, id',
    alike: [1_000, 1],
    owner: OF_STORE,
  },
  {
    name: 'vector_store_batches',
    columns: [
      'id text not null',
      'store_id text not null',
      'is_cancelled integer not null default 0',
      'position bigint not null',
      'document text not null',
    ],
    key: 'store_id, id',
    alike: [100, 1],
    owner: OF_STORE,
  },
  // What is indexed goes behind its file and its store, a piece at a time.
  {
    name: 'chunk_blocks',
    columns: [
      'position bigint not null',
      'store bigint not null',
      'file bigint not null',
      'first integer not null',
      'lengths text not null',
      'terms text not null',
    ],
    key: 'position',
    alike: [1],
  },
  {
    name: 'chunks',
    columns: [
      'block bigint not null',
      'number integer not null',
      'first integer not null',
      'last integer not null',
      'text text not null',
    ],
    key: 'block, number',
    alike: [16, 1],
  },
  {
    name: 'postings',
    columns: [
      'store bigint not null',
      'term text not null',
      'level integer not null',
      'block bigint not null',
      'hits text not null',
    ],
    key: 'store, term, level, block',
    // Such as a frequent term has: of those only the blocks that are asked for are to be read.
    alike: [500_000, 2_000, 500, 1],
    isKeyOnly: true,
  },
  {
    name: 'chunk_terms',
    columns: ['store bigint not null', 'term text not null', 'chunks bigint not null'],
    key: 'store, term',
    alike: [100_000, 1],
    isKeyOnly: true,
  },
  {
    name: 'chunk_vectors',
    columns: ['block bigint not null', 'store bigint not null', 'model text not null', 'vectors text not null'],
    key: 'block',
    alike: [1],
  },
]

/** Each with how many of a million rows have the same second column, the same second and third, and so on. */
const indexes: readonly (readonly [definition: string, ...alike: number[]])[] = [
  ['unique index vector_stores_position on vector_stores (connection_id, position)', 1],
  ['index vector_stores_by_expiry on vector_stores (connection_id, expiry_ms) where expiry_ms is not null', 1],
  ['unique index vector_store_files_position on vector_store_files (connection_id, position)', 1],
  ['unique index vector_store_files_by_number on vector_store_files (connection_id, index_number)', 1],
  ['index vector_store_files_by_store on vector_store_files (connection_id, store_id, position)', 1_000, 1],
  [
    'index vector_store_files_by_state on vector_store_files (connection_id, store_id, state, usage_bytes)',
    1_000,
    500,
    1,
  ],
  ['index vector_store_files_by_file on vector_store_files (connection_id, id)', 2],
  [
    'index vector_store_files_by_batch on vector_store_files (connection_id, batch_id, state) ' +
      'where batch_id is not null',
    100,
    50,
  ],
  [`index vector_store_files_waiting on vector_store_files (connection_id, position) where state = 'in_progress'`, 1],
  ['unique index vector_store_batches_position on vector_store_batches (connection_id, position)', 1],
  ['index chunk_blocks_by_file on chunk_blocks (connection_id, file, position)', 10, 1],
  ['index chunk_vectors_by_store on chunk_vectors (connection_id, store, block)', 10_000, 1],
]

/** Vector stores, the files in them, and what these are indexed by. */
export async function up(db: Kysely<unknown>) {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  for (const { name, columns, key, owner, isKeyOnly } of tables) {
    const parts = [CONNECTION, ...columns, `primary key (connection_id, ${key})`, ...(owner ? [owner] : [])]
    const kind = isSqlite && isKeyOnly ? ' without rowid' : ''
    await sql`create table ${sql.raw(`${name} (${parts.join(', ')})${kind}`)}`.execute(db)
  }
  for (const [definition] of indexes) await sql`create ${sql.raw(definition)}`.execute(db)
  if (isSqlite) await describe(db)
}

/** As 0007 does: the first column of the keys hardly tells rows apart. */
async function describe(db: Kysely<unknown>) {
  const insert = (table: string, index: string, alike: readonly number[]) =>
    sql`insert into sqlite_stat1 (tbl, idx, stat)
      values (${table}, ${index}, ${[1_000_000, 1_000_000, ...alike].join(' ')})`.execute(db)
  for (const { name, alike, isKeyOnly } of tables) {
    await insert(name, isKeyOnly ? name : `sqlite_autoindex_${name}_1`, alike)
  }
  for (const [definition, ...alike] of indexes) {
    const [, index = '', table = ''] = /index (\w+) on (\w+)/.exec(definition) ?? []
    await insert(table, index, alike)
  }
  await sql`analyze sqlite_schema`.execute(db)
}
