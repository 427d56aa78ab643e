// What is wrong with the rows of a database that SQLite itself finds in order.
import { sql } from 'kysely'
import { isPlace, wrongColumnsOf, shapedColumns } from '@/lib/backend/store/column-shapes'
import { createConnectionDb } from '@/lib/backend/store/connection-db'
import type { Db, ObjectTable } from '@/lib/backend/store/database'
import { batchIn } from '@/lib/backend/store/batch-text'
import { isBatch, isObjectOf, isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import { hasItsTexts } from '@/lib/backend/store/message-texts'
import { type BadRow, nameOfRow } from './bad-row'
import { badSettings } from './bad-settings'
import { hexColumns, wrongTextsOf } from './column-texts'
import { runInLog } from './run-in-log'

const objectTables: readonly ObjectTable[] = ['assistants', 'threads', 'messages', 'runs', 'steps', 'files']

type Row = Readonly<Record<string, unknown>>

/** Rows are read this many at a time, so that a large database fits. */
const PAGE = 500

export async function findBadRows(db: Db): Promise<readonly BadRow[]> {
  const found: BadRow[] = []
  for (const table of objectTables) for await (const row of badObjects(db, table)) found.push(row)
  for await (const row of badBatches(db)) found.push(row)
  for await (const row of badRecords(db)) found.push(row)
  for await (const row of badAnswers(db)) found.push(row)
  for await (const row of badSettings(db)) found.push(row)
  const bad = new Set(found.map(nameOfRow))
  const lonely = (await lonelyRows(db)).filter((row) => !bad.has(nameOfRow(row)))
  return [...found, ...lonely]
}

async function* badObjects(db: Db, table: ObjectTable): AsyncGenerator<BadRow> {
  const names = ['rowid', 'connection_id', 'id', 'document', ...shapedColumns[table], ...besideDocument(table)]
  const columns = sql.join([...names.map((name) => sql.ref(name)), ...hexColumns(table)])
  // In SQLite's own order: a place may be anything.
  for (let last = Number.MIN_SAFE_INTEGER; ;) {
    const { rows } = await sql<Row>`
      select ${columns} from ${sql.table(table)} where rowid > ${last} order by rowid limit ${PAGE}`.execute(db)
    for (const row of rows) {
      const { connection_id, id: given, document, metadata = '{}', ...beside } = row
      const [connection, id] = [String(connection_id), String(given)]
      const isObject =
        isObjectOf(table, id, jsonOf(String(document))) &&
        isRecord(jsonOf(String(metadata))) &&
        (await isWhole(db, row))
      if (!isObject) yield { connection, table, id, fault: await faultOf(db, { connection, table, id }) }
      else if (wrongColumnsOf(beside).length > 0) yield { connection, table, id, fault: 'columns' }
      else if (wrongTextsOf(table, row).length > 0) yield { connection, table, id, fault: 'texts' }
    }
    if (rows.length < PAGE) return
    last = Number(rows.at(-1)?.['rowid'])
  }
}

/** What there is to say of a row that holds no object. A run may be kept for what belongs to it. */
async function faultOf(db: Db, { connection, table, id }: Omit<BadRow, 'fault'>): Promise<'no_object' | 'kept'> {
  if (table !== 'runs') return 'no_object'
  if (await runInLog(createConnectionDb(db, connection), id)) return 'no_object'
  for (const { table: owned, column } of ofRuns) {
    const { rows } = await sql`select 1 from ${sql.table(owned)}
      where connection_id = ${connection} and ${sql.ref(column)} = ${id} limit 1`.execute(db)
    if (rows.length > 0) return 'kept'
  }
  return 'no_object'
}

const ofRuns = [
  ...['messages', 'steps', 'events', 'exchanges', 'ratings'].map((table) => ({ table, column: 'run_id' })),
  { table: 'labels', column: 'object_id' },
]

const besideDocument = (table: ObjectTable): readonly string[] => {
  if (table === 'messages') return ['texts_version', 'texts_bytes']
  return table === 'runs' ? ['metadata'] : []
}

/** Of a large message a part lies beside its row. */
async function isWhole(db: Db, { connection_id, id, texts_version: version = null, texts_bytes: bytes }: Row) {
  if (version === null) return true
  const beside = { version: Number(version), bytes: Number(bytes) }
  return hasItsTexts(createConnectionDb(db, String(connection_id)), String(id), beside)
}

async function* badBatches(db: Db): AsyncGenerator<BadRow> {
  const runs = db.selectFrom('runs').select(['connection_id', 'id'])
  for (const { connection_id: connection, id } of await runs.execute()) {
    const batches = createConnectionDb(db, connection).selectFrom('events').selectAll().where('run_id', '=', id)
    for (const batch of await batches.execute()) {
      const row = { connection, table: 'events', id, first_seq: batch.first_seq } as const
      const events = batchIn(batch.events)
      if (!isBatch(events, batch)) yield { ...row, fault: 'no_object' }
      else if (batch.last_seq !== events.at(-1)?.seq || !isPlace(batch.at_ms)) yield { ...row, fault: 'columns' }
    }
  }
}

async function* badRecords(db: Db): AsyncGenerator<BadRow> {
  const columns = ['connection_id', 'kind', 'id', 'position', 'document'] as const
  for (const row of await db.selectFrom('records').select(columns).execute()) {
    const bad = { connection: row.connection_id, table: 'records', id: `${row.kind} ${row.id}` } as const
    if (!isRecord(jsonOf(row.document))) yield { ...bad, fault: 'no_object' }
    else if (!isPlace(row.position)) yield { ...bad, fault: 'columns' }
  }
}

async function* badAnswers(db: Db): AsyncGenerator<BadRow> {
  const columns = ['connection_id', 'request', 'key', 'expires_ms', 'document'] as const
  for (const row of await db.selectFrom('answers').select(columns).execute()) {
    const { connection_id: connection, request, key, expires_ms, document } = row
    const isWhole = (document === null || isRecord(jsonOf(document))) && isPlace(expires_ms)
    if (!isWhole) yield { connection, table: 'answers', id: `${request} ${key}`, fault: 'no_object' }
  }
}

/** Whether the owner that a row names is not there. */
function hasNo(owner: 'threads' | 'runs', column: string) {
  return sql`not exists (
    select 1 from ${sql.table(owner)} as owner
    where owner.connection_id = owned.connection_id and owner.id = owned.${sql.ref(column)}
  )`
}

/** Of whom rows are, by the column that says so. Of an object that is set aside nothing else is lost. */
const owners = [
  { table: 'messages', owned: sql`id`, by: hasNo('threads', 'thread_id') },
  {
    table: 'message_texts',
    owned: sql`message_id || ' ' || version || ' ' || number`,
    by: sql`not exists (select 1 from messages as owner where owner.connection_id = owned.connection_id
      and owner.id = owned.message_id and owner.texts_version = owned.version)`,
  },
  { table: 'runs', owned: sql`id`, by: hasNo('threads', 'thread_id') },
  { table: 'steps', owned: sql`id`, by: hasNo('runs', 'run_id') },
  { table: 'events', owned: sql`run_id`, by: hasNo('runs', 'run_id') },
  {
    table: 'labels',
    owned: sql`object_id || ' ' || folded`,
    by: sql`(kind = 'run' and ${hasNo('runs', 'object_id')} or kind = 'thread' and ${hasNo('threads', 'object_id')}
      or kind not in ('run', 'thread'))`,
  },
] as const satisfies readonly { readonly table: BadRow['table']; readonly owned: object; readonly by: object }[]

async function lonelyRows(db: Db): Promise<readonly BadRow[]> {
  const found: BadRow[] = []
  for (const { table, owned, by } of owners) {
    const seq = table === 'events' ? sql`, first_seq` : sql``
    const { rows } = await sql<Pick<BadRow, 'connection' | 'id' | 'first_seq'>>`
      select connection_id as connection, ${owned} as id ${seq} from ${sql.table(table)} as owned where ${by}`.execute(
      db,
    )
    found.push(...rows.map((row) => ({ ...row, table, fault: 'lonely' as const })))
  }
  return found
}

/** Where a log lacks events between two batches, a line each. */
export async function findLogGaps(db: Db): Promise<readonly string[]> {
  const gaps = await sql<{ run_id: string; first_seq: number }>`
    select run_id, first_seq from (
      select run_id, first_seq,
        lag(last_seq, 1, 0) over (partition by connection_id, run_id order by first_seq) as before
      from events
    ) as batch where first_seq <> before + 1 order by run_id, first_seq
  `.execute(db)
  return gaps.rows.map(({ run_id, first_seq }) => `the log of ${run_id} has a gap before event ${first_seq}`)
}
