import { sql } from 'kysely'
import { atomically, type Db } from '@/lib/backend/embedded/store/database'
import { isBatch, jsonOf } from '@/lib/backend/embedded/store/document-shapes'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import type { BadRow } from './find-damage'

/**
 * Moves a row's text into the table `damaged` and says what stands in its place: nothing, or for what others hang on
 * (threads, runs) what is still known of it. The text is copied by the database, so that no byte of it changes.
 */
export const setAside = (db: Db, row: BadRow, atMs: number): Promise<string> =>
  atomically(db, async (db) => {
    const [kind = '', recordId = ''] = row.table === 'records' ? row.id.split(' ') : []
    const isIt =
      row.table === 'events'
        ? sql`run_id = ${row.id} and first_seq = ${row.first_seq}`
        : row.table === 'records'
          ? sql`kind = ${kind} and id = ${recordId}`
          : sql`id = ${row.id}`
    const text = row.table === 'events' ? sql`events` : row.table === 'runs' ? sql`document || metadata` : sql`document`
    const id = row.first_seq === undefined ? row.id : `${row.id} ${row.first_seq}`
    await sql`insert into damaged (table_name, id, set_aside_ms, document)
      select ${row.table}, ${id}, ${atMs}, ${text} from ${sql.table(row.table)} where ${isIt}`.execute(db)
    if (row.table === 'threads') return replaceThread(db, row.id)
    if (row.table === 'runs') return replaceRun(db, row.id)
    await sql`delete from ${sql.table(row.table)} where ${isIt}`.execute(db)
    return 'set aside'
  })

/** All that a thread says of itself is its metadata; when it came is known by its place. */
async function replaceThread(db: Db, id: string): Promise<string> {
  const one = db.selectFrom('threads').select('position').where('id', '=', id)
  const { position } = await one.executeTakeFirstOrThrow()
  const thread: Thread = {
    id,
    object: 'thread',
    created_at: Math.floor(position / 1_000_000),
    tool_resources: {},
    metadata: {},
  }
  await db
    .updateTable('threads')
    .set({ document: JSON.stringify(thread) })
    .where('id', '=', id)
    .execute()
  return 'set aside; the thread is kept without its metadata'
}

/** A run stands in its log as it was at each move. */
async function replaceRun(db: Db, id: string): Promise<string> {
  const batches = await db.selectFrom('events').selectAll().where('run_id', '=', id).orderBy('first_seq').execute()
  const last = batches
    .flatMap((batch): readonly { readonly data: object }[] => {
      const events = jsonOf(batch.events)
      return isBatch(events, batch) ? events : []
    })
    .findLast(({ data }) => 'object' in data && data.object === 'thread.run')
  if (!last) return 'copied; its log has nothing to put in its place, so it stays where it is'
  const run = { ...(last.data as Run), metadata: {} }
  const change = { document: JSON.stringify(run), metadata: '{}', status: run.status }
  await db.updateTable('runs').set(change).where('id', '=', id).execute()
  return 'set aside; the run is kept as its log has it'
}
