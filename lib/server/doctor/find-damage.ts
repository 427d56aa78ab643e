// What is wrong with the rows of a database that SQLite itself finds in order.
import { type RawBuilder, sql } from 'kysely'
import type { Db, ObjectTable } from '@/lib/backend/embedded/store/database'
import { isBatch, isObjectOf, isRecord, jsonOf } from '@/lib/backend/embedded/store/document-shapes'

/** A row that holds no object. */
export interface BadRow {
  readonly table: ObjectTable | 'events' | 'records'
  readonly id: string
  readonly first_seq?: number
}

const objectTables: readonly ObjectTable[] = ['assistants', 'threads', 'messages', 'runs', 'steps']

/** Rows are read this many at a time, so that a large database fits. */
const PAGE = 500

export async function findBadRows(db: Db): Promise<readonly BadRow[]> {
  const found: BadRow[] = []
  for (const table of objectTables) for await (const row of badObjects(db, table)) found.push(row)
  for await (const row of badBatches(db)) found.push(row)
  for (const { kind, id, document } of await db.selectFrom('records').select(['kind', 'id', 'document']).execute()) {
    if (jsonOf(document) === undefined) found.push({ table: 'records', id: `${kind} ${id}` })
  }
  return found
}

async function* badObjects(db: Db, table: ObjectTable): AsyncGenerator<BadRow> {
  // One name stands for all in the types; runs have their metadata beside the document.
  const rows = db.selectFrom(table as 'runs').select(['id', 'position', 'document'])
  const page = (table === 'runs' ? rows.select('metadata') : rows).orderBy('position').limit(PAGE)
  let last = Number.MIN_SAFE_INTEGER
  for (;;) {
    const found = await page.where('position', '>', last).execute()
    for (const { id, document, ...beside } of found) {
      const metadata = 'metadata' in beside ? beside.metadata : '{}'
      if (!isObjectOf(table, id, jsonOf(document)) || !isRecord(jsonOf(String(metadata)))) yield { table, id }
    }
    if (found.length < PAGE) return
    last = found.at(-1)?.position ?? last
  }
}

async function* badBatches(db: Db): AsyncGenerator<BadRow> {
  for (const { id } of await db.selectFrom('runs').select('id').execute()) {
    for (const batch of await db.selectFrom('events').selectAll().where('run_id', '=', id).execute()) {
      if (!isBatch(jsonOf(batch.events), batch)) yield { table: 'events', id, first_seq: batch.first_seq }
    }
  }
}

const lonely: readonly { readonly what: string; readonly count: RawBuilder<{ n: number }> }[] = [
  ['messages without their thread', 'messages', 'thread_id', 'threads'],
  ['runs without their thread', 'runs', 'thread_id', 'threads'],
  ['run steps without their run', 'steps', 'run_id', 'runs'],
  ['parts of logs without their run', 'events', 'run_id', 'runs'],
].map(([what = '', table = '', column = '', owners = '']) => ({
  what,
  count: sql<{ n: number }>`select count(*) as n from ${sql.table(table)}
    where ${sql.ref(column)} not in (select id from ${sql.table(owners)})`,
}))

/** What else is not as it should be, a line each. */
export async function findOddities(db: Db): Promise<readonly string[]> {
  const lines: string[] = []
  for (const { what, count } of lonely) {
    const { rows } = await count.execute(db)
    if (rows[0]?.n) lines.push(`${rows[0].n} ${what}`)
  }
  const gaps = await sql<{ run_id: string; first_seq: number }>`
    select run_id, first_seq from (
      select run_id, first_seq, lag(last_seq, 1, 0) over (partition by run_id order by first_seq) as before from events
    ) as batch where first_seq <> before + 1 order by run_id, first_seq
  `.execute(db)
  return [
    ...lines,
    ...gaps.rows.map(({ run_id, first_seq }) => `the log of ${run_id} has a gap before event ${first_seq}`),
  ]
}
