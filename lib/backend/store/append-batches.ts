// Appending to runs' logs on PostgreSQL, where several instances may try: see migration 0018.
import { sql } from 'kysely'
import type { LoggedEvent } from '@/lib/protocol/event'
import { batchText } from './batch-text'
import type { ConnectionDb } from './connection-db'
import type { Db } from './database'
import { LostRunError } from './lost-run-error'

export interface Batch {
  readonly connection: string
  readonly run: string
  /** At least one; their numbers follow each other. */
  readonly events: readonly LoggedEvent[]
  /** As which the run is carried; null where nobody else can write its log. */
  readonly attempt: number | null
}

/** Appends all of them in one statement, and returns those that the database has refused: each counts for itself. */
export async function appendBatches<T extends Batch>(db: Db, batches: readonly T[]): Promise<readonly T[]> {
  const rows = batches.map(({ connection, run, events, attempt }, place) => {
    const [first, last] = [events[0]!, events.at(-1)!]
    return { place, connection, run, first: first.seq, last: last.seq, at: last.at, events: batchText(events), attempt }
  })
  const refused = sql<{ place: number }>`select append_events(${JSON.stringify(rows)}::json) as place`
  return (await refused.execute(db)).rows.flatMap(({ place }) => batches[place] ?? [])
}

/** Why a batch was refused. */
export async function whyRefused(db: ConnectionDb, { run, events, attempt }: Omit<Batch, 'connection'>) {
  const stored = db.selectFrom('runs').select('attempt').where('id', '=', run)
  if (attempt !== null && (await stored.executeTakeFirst())?.attempt !== attempt) {
    return new LostRunError(`Run ${run} has been taken up by somebody else since attempt ${attempt}.`)
  }
  return new Error(`The log of run ${run} ends at event ${await lastSeqOf(db, run)}: ${events[0]?.seq} cannot follow.`)
}

export async function lastSeqOf(db: ConnectionDb, run: string): Promise<number> {
  const newest = db.selectFrom('events').select('last_seq').where('run_id', '=', run).orderBy('first_seq', 'desc')
  return (await newest.limit(1).executeTakeFirst())?.last_seq ?? 0
}
