// What is wrong with the rows of a database that SQLite itself finds in order.
import { sql } from 'kysely'
import { isPlace, oddColumnsOf, shapedColumns } from '@/lib/backend/store/column-shapes'
import type { Db, ObjectTable } from '@/lib/backend/store/database'
import { isBatch, isObjectOf, isRecord, jsonOf } from '@/lib/backend/store/document-shapes'

/** A row that is not what it should be. */
export interface BadRow {
  readonly table: ObjectTable | 'events' | 'records' | 'answers' | 'labels'
  readonly id: string
  readonly first_seq?: number
  /** `lonely`: what it belongs to is not there. */
  readonly fault: 'no_object' | 'columns' | 'lonely'
}

const objectTables: readonly ObjectTable[] = ['assistants', 'threads', 'messages', 'runs', 'steps']

/** Rows are read this many at a time, so that a large database fits. */
const PAGE = 500

export async function findBadRows(db: Db): Promise<readonly BadRow[]> {
  const found: BadRow[] = []
  for (const table of objectTables) for await (const row of badObjects(db, table)) found.push(row)
  for await (const row of badBatches(db)) found.push(row)
  for await (const row of badRecords(db)) found.push(row)
  for await (const row of badAnswers(db)) found.push(row)
  const bad = new Set(found.map(({ table, id, first_seq }) => [table, id, first_seq].join(' ')))
  const lonely = (await lonelyRows(db)).filter(({ table, id, first_seq }) => !bad.has([table, id, first_seq].join(' ')))
  return [...found, ...lonely]
}

async function* badObjects(db: Db, table: ObjectTable): AsyncGenerator<BadRow> {
  const names = ['rowid', 'id', 'document', ...shapedColumns[table], ...(table === 'runs' ? ['metadata'] : [])]
  const columns = sql.join(names.map((name) => sql.ref(name)))
  // In SQLite's own order: a place may be anything.
  for (let last = Number.MIN_SAFE_INTEGER; ;) {
    const { rows } = await sql<Record<string, unknown>>`
      select ${columns} from ${sql.table(table)} where rowid > ${last} order by rowid limit ${PAGE}`.execute(db)
    for (const { id: given, document, metadata = '{}', ...beside } of rows) {
      const id = String(given)
      const isObject = isObjectOf(table, id, jsonOf(String(document))) && isRecord(jsonOf(String(metadata)))
      if (!isObject) yield { table, id, fault: 'no_object' }
      else if (oddColumnsOf(beside).length > 0) yield { table, id, fault: 'columns' }
    }
    if (rows.length < PAGE) return
    last = Number(rows.at(-1)?.['rowid'])
  }
}

async function* badBatches(db: Db): AsyncGenerator<BadRow> {
  for (const { id } of await db.selectFrom('runs').select('id').execute()) {
    for (const batch of await db.selectFrom('events').selectAll().where('run_id', '=', id).execute()) {
      const row = { table: 'events', id, first_seq: batch.first_seq } as const
      const events = jsonOf(batch.events)
      if (!isBatch(events, batch)) yield { ...row, fault: 'no_object' }
      else if (batch.last_seq !== events.at(-1)?.seq || !isPlace(batch.at_ms)) yield { ...row, fault: 'columns' }
    }
  }
}

async function* badRecords(db: Db): AsyncGenerator<BadRow> {
  for (const row of await db.selectFrom('records').select(['kind', 'id', 'position', 'document']).execute()) {
    const bad = { table: 'records', id: `${row.kind} ${row.id}` } as const
    if (!isRecord(jsonOf(row.document))) yield { ...bad, fault: 'no_object' }
    else if (!isPlace(row.position)) yield { ...bad, fault: 'columns' }
  }
}

async function* badAnswers(db: Db): AsyncGenerator<BadRow> {
  const columns = ['request', 'key', 'expires_ms', 'document'] as const
  for (const { request, key, expires_ms, document } of await db.selectFrom('answers').select(columns).execute()) {
    const isWhole = (document === null || isRecord(jsonOf(document))) && isPlace(expires_ms)
    if (!isWhole) yield { table: 'answers', id: `${request} ${key}`, fault: 'no_object' }
  }
}

/** Of whom rows are, by the column that says so. Of an object that is set aside nothing else is lost. */
const owners = [
  { table: 'messages', owned: sql`id`, by: sql`thread_id not in (select id from threads)` },
  { table: 'runs', owned: sql`id`, by: sql`thread_id not in (select id from threads)` },
  { table: 'steps', owned: sql`id`, by: sql`run_id not in (select id from runs)` },
  { table: 'events', owned: sql`run_id`, by: sql`run_id not in (select id from runs)` },
  {
    table: 'labels',
    owned: sql`object_id || ' ' || folded`,
    by: sql`(kind = 'run' and object_id not in (select id from runs)
      or kind = 'thread' and object_id not in (select id from threads) or kind not in ('run', 'thread'))`,
  },
] as const satisfies readonly { readonly table: BadRow['table']; readonly owned: object; readonly by: object }[]

async function lonelyRows(db: Db): Promise<readonly BadRow[]> {
  const found: BadRow[] = []
  for (const { table, owned, by } of owners) {
    const seq = table === 'events' ? sql`, first_seq` : sql``
    const { rows } = await sql<Pick<BadRow, 'id' | 'first_seq'>>`
      select ${owned} as id ${seq} from ${sql.table(table)} where ${by}`.execute(db)
    found.push(...rows.map((row) => ({ ...row, table, fault: 'lonely' as const })))
  }
  return found
}

/** What else is not as it should be, a line each. */
export async function findOddities(db: Db): Promise<readonly string[]> {
  const gaps = await sql<{ run_id: string; first_seq: number }>`
    select run_id, first_seq from (
      select run_id, first_seq, lag(last_seq, 1, 0) over (partition by run_id order by first_seq) as before from events
    ) as batch where first_seq <> before + 1 order by run_id, first_seq
  `.execute(db)
  return gaps.rows.map(({ run_id, first_seq }) => `the log of ${run_id} has a gap before event ${first_seq}`)
}
