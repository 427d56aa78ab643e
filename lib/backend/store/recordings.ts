// How much is recorded of a connection, and requests and answers that are deleted again. Both walk through the rows in
// pieces, between which others have their turn.
import { setImmediate as othersFirst } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Recorded } from '@/lib/protocol/connection'
import { activeStatuses } from '@/lib/run/machine'
import type { Db } from './database'

const ROWS_IN_PIECE = 1_000

export interface Recordings {
  /** Of requests and answers, and of the runs' logs, whose rows are batches of events. */
  sizeOf(connection: string): Promise<{ readonly requests: Recorded; readonly events: Recorded }>
  /**
   * Deletes requests, with their answers, that were sent before that moment, in Unix milliseconds; those of active runs
   * stay. Says how many it deleted.
   */
  removeRequests(connection: string, beforeMs: number): Promise<number>
}

export const createRecordings = (db: Db): Recordings => ({
  async sizeOf(connection) {
    const requests = await measured(db, connection, exchanges)
    return { requests, events: await measured(db, connection, events) }
  },

  async removeRequests(connection, beforeMs) {
    // Numbers are microseconds: see exchange-notes.ts.
    const before = Math.min(beforeMs * 1_000, Number.MAX_SAFE_INTEGER)
    let removed = 0
    for await (const { from, to, rows } of pieces(db, connection, exchanges)) {
      if (!rows.some(({ number }) => Number(number) < before)) continue
      const { numAffectedRows } = await sql`
        delete from exchanges
        where connection_id = ${connection} and number < ${before}
          and (run_id, number) > (${from.run_id}, ${from.number}) and (run_id, number) <= (${to.run_id}, ${to.number})
          and run_id not in (select id from runs
            where connection_id = ${connection} and status in (${sql.join(activeStatuses)}))
      `.execute(db)
      removed += Number(numAffectedRows ?? 0)
    }
    return removed
  },
})

/** A table whose key is a run and a number. */
interface RunTable {
  readonly table: 'exchanges' | 'events'
  readonly number: 'number' | 'first_seq'
  readonly text: 'document' | 'events'
}

const exchanges: RunTable = { table: 'exchanges', number: 'number', text: 'document' }
const events: RunTable = { table: 'events', number: 'first_seq', text: 'events' }

interface Key {
  readonly run_id: string
  readonly number: number
}

interface Row extends Key {
  readonly bytes: number
}

/** Rows in the order of their keys, from behind one on. Sizes are known without reading the texts. */
async function* pieces(db: Db, connection: string, { table, number, text }: RunTable) {
  let from: Key = { run_id: '', number: 0 }
  for (;;) {
    const { rows } = await sql<Row>`
      select run_id, ${sql.ref(number)} as number, octet_length(${sql.ref(text)}) as bytes
      from ${sql.table(table)}
      where connection_id = ${connection} and (run_id, ${sql.ref(number)}) > (${from.run_id}, ${from.number})
      order by run_id, ${sql.ref(number)} limit ${ROWS_IN_PIECE}
    `.execute(db)
    const to = rows.at(-1)
    if (!to) return
    yield { from, to, rows }
    if (rows.length < ROWS_IN_PIECE) return
    from = to
    await othersFirst()
  }
}

async function measured(db: Db, connection: string, table: RunTable): Promise<Recorded> {
  let rows = 0
  let bytes = 0
  for await (const piece of pieces(db, connection, table)) {
    rows += piece.rows.length
    bytes += piece.rows.reduce((sum, row) => sum + Number(row.bytes), 0)
  }
  return { rows, bytes }
}
