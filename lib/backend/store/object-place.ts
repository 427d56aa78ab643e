// Where the object of an id stands, whatever it is.
import { setImmediate as othersFirst } from 'node:timers/promises'
import { sql } from 'kysely'
import type { ObjectPlace } from '@/lib/protocol/playground'
import type { ConnectionDb } from './connection-db'

/** Calls and files stand in the documents of others: the newest so many are looked through, a piece at a time. */
const PIECE_ROWS = 500
const MAX_ROWS = 20_000

/** As files are numbered on this wire, and on Azure's. */
const isFileId = (id: string) => /^(?:file|assistant)[-_]/.test(id)

export async function placeOf(db: ConnectionDb, id: string): Promise<ObjectPlace | undefined> {
  const none = { thread_id: null, run_id: null }
  const named = db.selectFrom('assistants').select('id').where('id', '=', id)
  if (await named.executeTakeFirst()) return { kind: 'assistant', id, ...none }
  const thread = await db.selectFrom('threads').select('id').where('id', '=', id).executeTakeFirst()
  if (thread) return { kind: 'thread', id, ...none, thread_id: id }
  const run = await db.selectFrom('runs').select('thread_id').where('id', '=', id).executeTakeFirst()
  if (run) return { kind: 'run', id, ...run, run_id: id }
  const message = db.selectFrom('messages').select(['thread_id', 'run_id']).where('id', '=', id)
  const said = await message.executeTakeFirst()
  if (said) return { kind: 'message', id, ...said }
  const step = await db.selectFrom('steps').select(['thread_id', 'run_id']).where('id', '=', id).executeTakeFirst()
  if (step) return { kind: 'step', id, ...step }
  const store = db.selectFrom('vector_stores').select('id').where('id', '=', id)
  if (await store.executeTakeFirst()) return { kind: 'vector_store', id, ...none }
  const file = db.selectFrom('files').select('id').where('id', '=', id)
  if (await file.executeTakeFirst()) return { kind: 'file', id, ...none, is_stored: true }
  return isFileId(id) ? placeOfFile(db, id) : placeOfCall(db, id)
}

const placeOfCall = async (db: ConnectionDb, id: string): Promise<ObjectPlace | undefined> => {
  const step = await newestWith(db, 'steps', `"id":${JSON.stringify(id)}`)
  return step && { kind: 'call', id, thread_id: step.thread_id, run_id: step.run_id }
}

/** The newest message that has it, else a thread's own tools, else a step. */
async function placeOfFile(db: ConnectionDb, id: string): Promise<ObjectPlace | undefined> {
  const written = JSON.stringify(id)
  const message = await newestWith(db, 'messages', written)
  if (message) return { kind: 'file', id, thread_id: message.thread_id, run_id: null, message_id: message.id }
  const thread = await newestWith(db, 'threads', written)
  if (thread) return { kind: 'file', id, thread_id: thread.id, run_id: null }
  const step = await newestWith(db, 'steps', written)
  return step && { kind: 'file', id, thread_id: step.thread_id, run_id: step.run_id, step_id: step.id }
}

interface Holder {
  readonly id: string
  readonly thread_id: string
  readonly run_id: string | null
}

/** The newest row whose document has this text. */
async function newestWith(db: ConnectionDb, table: 'messages' | 'steps' | 'threads', written: string) {
  const pattern = `%${written.replace(/[\\%_]/g, '\\$&')}%`
  const columns = table === 'threads' ? (['id'] as const) : (['id', 'thread_id', 'run_id'] as const)
  let from = Number.MAX_SAFE_INTEGER
  for (let looked = 0; looked < MAX_ROWS; looked += PIECE_ROWS) {
    // One name stands for all in the types: of threads only the id is asked for.
    const rows = db
      .selectFrom(table as 'steps')
      .where('position', '<', from)
      .orderBy('position', 'desc')
    const piece = await rows.select('position').limit(PIECE_ROWS).execute()
    const last = piece.at(-1)?.position
    if (last === undefined) return undefined
    const found = await rows
      .select(columns)
      .where('position', '>=', last)
      .where(sql<boolean>`document like ${pattern} escape '\\'`)
      .limit(1)
      .executeTakeFirst()
    if (found) return found as Holder
    from = last
    await othersFirst()
  }
  return undefined
}
