// Where the object of an id stands, whatever it is.
import { setImmediate as othersFirst } from 'node:timers/promises'
import { sql } from 'kysely'
import type { ObjectPlace } from '@/lib/protocol/playground'
import type { ConnectionDb } from './connection-db'

/** Calls stand in the documents of steps: the newest so many are looked through, a piece at a time. */
const PIECE_STEPS = 500
const MAX_STEPS = 20_000

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
  return step ? { kind: 'step', id, ...step } : placeOfCall(db, id)
}

async function placeOfCall(db: ConnectionDb, id: string): Promise<ObjectPlace | undefined> {
  const written = `%"id":${JSON.stringify(id).replace(/[\\%_]/g, '\\$&')}%`
  let from = Number.MAX_SAFE_INTEGER
  for (let looked = 0; looked < MAX_STEPS; looked += PIECE_STEPS) {
    const steps = db.selectFrom('steps').where('position', '<', from).orderBy('position', 'desc')
    const piece = await steps.select('position').limit(PIECE_STEPS).execute()
    const last = piece.at(-1)?.position
    if (last === undefined) return undefined
    const found = await steps
      .select(['thread_id', 'run_id'])
      .where('position', '>=', last)
      .where(sql<boolean>`document like ${written} escape '\\'`)
      .limit(1)
      .executeTakeFirst()
    if (found) return { kind: 'call', id, ...found }
    from = last
    await othersFirst()
  }
  return undefined
}
