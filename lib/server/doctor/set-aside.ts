import { type RawBuilder, sql } from 'kysely'
import { hasPlace, isPlace } from '@/lib/backend/store/column-shapes'
import { atomically, type ConnectionDb, createConnectionDb } from '@/lib/backend/store/connection-db'
import type { Db, ObjectTable } from '@/lib/backend/store/database'
import { batchIn } from '@/lib/backend/store/batch-text'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Thread } from '@/lib/protocol/thread'
import { hasTexts, mendTexts } from './column-texts'
import type { BadRow } from './bad-row'
import { mendColumns } from './mend-columns'
import { runInLog } from './run-in-log'

/**
 * Moves a row's text into the table `damaged` and says what stands in its place: nothing, or for what others hang on
 * (threads, runs) what is still known of it. The text is copied by the database, so that no byte of it changes.
 */
export const setAside = (whole: Db, row: BadRow, atMs: number): Promise<string> =>
  atomically(createConnectionDb(whole, row.connection), async (db) => {
    const { isIt: isNamed, text } = standing(row)
    const isIt = row.table === 'settings' ? isNamed : sql`connection_id = ${row.connection} and ${isNamed}`
    if (row.fault === 'columns') return mendRow(db, row, isIt)
    if (row.fault === 'texts' && hasTexts(row.table)) return mendTexts(db, { table: row.table, id: row.id, atMs })
    const id = row.first_seq === undefined ? row.id : `${row.id} ${row.first_seq}`
    await sql`insert into damaged (connection_id, table_name, id, set_aside_ms, document)
      select ${row.connection}, ${row.table}, ${id}, ${atMs}, ${text}
      from ${sql.table(row.table)} where ${isIt}`.execute(db.whole)
    if (row.table === 'messages') {
      await sql`insert into damaged (connection_id, table_name, id, set_aside_ms, document)
        select connection_id, 'message_texts', message_id || ' ' || version || ' ' || number, ${atMs}, texts
        from message_texts where connection_id = ${row.connection} and message_id = ${row.id}`.execute(db.whole)
    }
    if (row.table === 'threads') return replaceThread(db, row.id, atMs)
    if (row.table === 'runs' && row.fault === 'no_object') return replaceRun(db, row.id)
    await sql`delete from ${sql.table(row.table)} where ${isIt}`.execute(db.whole)
    return 'set aside'
  })

/** Writes columns anew. */
async function mendRow(db: ConnectionDb, { table, id }: BadRow, isIt: RawBuilder<unknown>): Promise<string> {
  if (table === 'events') return mendBatch(db.whole, isIt)
  if (table === 'records' || table === 'settings') return mendPlace(db.whole, table, isIt)
  return mendColumns(db, { table: table as ObjectTable, id })
}

/** Which row that is, and what of it is kept. */
function standing({ table, id, first_seq }: BadRow) {
  const space = id.indexOf(' ')
  const [first, rest] = [id.slice(0, space), id.slice(space + 1)]
  switch (table) {
    case 'events':
      return { isIt: sql`run_id = ${id} and first_seq = ${first_seq}`, text: sql`events` }
    case 'records':
      return { isIt: sql`kind = ${first} and id = ${rest}`, text: sql`document` }
    case 'settings':
      return { isIt: sql`kind = ${first} and id = ${rest}`, text: sql`document || coalesce(sealed, '')` }
    case 'answers':
      return { isIt: sql`request || ' ' || key = ${id}`, text: sql`coalesce(document, '')` }
    case 'message_texts':
      return { isIt: sql`message_id || ' ' || version || ' ' || number = ${id}`, text: sql`texts` }
    case 'labels':
      return { isIt: sql`object_id = ${first} and folded = ${rest}`, text: sql`label` }
    case 'runs':
      return { isIt: sql`id = ${id}`, text: sql`document || metadata` }
    default:
      return { isIt: sql`id = ${id}`, text: sql`document` }
  }
}

/** Each event says its number and its moment. */
async function mendBatch(db: Db, isIt: RawBuilder<unknown>): Promise<string> {
  const { rows } = await sql<{ events: string }>`select events from events where ${isIt}`.execute(db)
  const last = (batchIn(rows[0]?.events ?? '') as readonly LoggedEvent[]).at(-1)
  await sql`update events set last_seq = ${last?.seq}, at_ms = ${last?.at} where ${isIt}`.execute(db)
  return 'last_seq, at_ms written anew from what it holds'
}

/** Behind the others: nothing but the order in which they came is lost. */
async function mendPlace(db: Db, table: 'records' | 'settings', isIt: RawBuilder<unknown>): Promise<string> {
  const last = sql`(select coalesce(max(position), 0) from ${sql.table(table)} where ${hasPlace(sql.ref('position'))})`
  await sql`update ${sql.table(table)} set position = ${last} + 1 where ${isIt}`.execute(db)
  return 'position written anew'
}

/** All that a thread says of itself is its metadata; when it came is known by its place. */
async function replaceThread(db: ConnectionDb, id: string, atMs: number): Promise<string> {
  const one = db.selectFrom('threads').select('position').where('id', '=', id)
  const { position } = await one.executeTakeFirstOrThrow()
  const thread: Thread = {
    id,
    object: 'thread',
    created_at: Math.floor(isPlace(position) ? position / 1_000_000 : atMs / 1_000),
    tool_resources: {},
    metadata: {},
  }
  await db
    .updateTable('threads')
    .set({ document: JSON.stringify(thread) })
    .where('id', '=', id)
    .execute()
  await mendColumns(db, { table: 'threads', id })
  return 'set aside; the thread is kept without its metadata'
}

/** Of a run without a log nothing is left; what belongs to one would keep it where it is. */
async function replaceRun(db: ConnectionDb, id: string): Promise<string> {
  const last = await runInLog(db, id)
  if (!last) {
    await db.deleteFrom('runs').where('id', '=', id).execute()
    return 'set aside'
  }
  const run = { ...last, metadata: {} }
  const change = { document: JSON.stringify(run), metadata: '{}', status: run.status }
  await db.updateTable('runs').set(change).where('id', '=', id).execute()
  await mendColumns(db, { table: 'runs', id })
  return 'set aside; the run is kept as its log has it'
}
