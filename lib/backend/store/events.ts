import { type RawBuilder, sql } from 'kysely'
import { compiled, type Given } from './compiled'
import type { ConnectionDb } from './connection-db'
import { appendBatches, lastSeqOf, whyRefused } from './append-batches'
import { batchText } from './batch-text'
import { isSqlite } from './database'
import { cutPage } from './paging'
import type { EventTable } from './event-table'
import type { TableOptions } from './store'

type EventsOptions = Pick<TableOptions, 'pageBytes' | 'documents'>

interface Batch {
  readonly runId: string
  readonly first: number
  /** The number of the event before. */
  readonly before: number
  readonly last: number
  readonly at: number
  readonly events: string
}

/** One statement asks and writes, so that nothing comes in between; on a taken number it writes nothing. */
const appendWhere = (db: ConnectionDb, batch: Given<Batch>, more: RawBuilder<unknown>) =>
  sql<never>`
    insert into events (connection_id, run_id, first_seq, last_seq, at_ms, events)
    select ${db.connection}, ${batch.runId}, ${batch.first}, ${batch.last}, ${batch.at}, ${batch.events}
    where ${batch.before} = coalesce((
      select last_seq from events where connection_id = ${db.connection} and run_id = ${batch.runId}
      order by first_seq desc limit 1
    ), 0) ${more}
    on conflict do nothing
  `.compile(db.whole)

const append = compiled<Batch>((db, batch) => appendWhere(db, batch, sql``))

const appendBy = compiled<Batch & { readonly attempt: number }>((db, batch) => {
  const attempt = sql`(select attempt from runs where connection_id = ${db.connection} and id = ${batch.runId})`
  return appendWhere(db, batch, sql`and ${batch.attempt} = ${attempt}`)
})

export function createEvents(db: ConnectionDb, { pageBytes, documents }: EventsOptions): EventTable {
  return {
    lastSeq: (runId) => lastSeqOf(db, runId),

    async append(runId, events, by) {
      const [first, last] = [events[0], events.at(-1)]
      if (!first || !last) return
      if (events.some(({ seq }, index) => seq !== first.seq + index)) {
        throw new Error(`The log of run ${runId} is to be appended with a gap after event ${first.seq}.`)
      }
      if (!isSqlite(db.whole)) {
        const batch = { connection: db.connection, run: runId, events, attempt: by?.attempt ?? null }
        const [refused] = await appendBatches(db.whole, [batch])
        if (refused) throw await whyRefused(db, refused)
        return
      }
      const batch = { runId, first: first.seq, before: first.seq - 1, last: last.seq, at: last.at }
      const written = { ...batch, events: batchText(events) }
      const { numAffectedRows } = await (by ? appendBy(db, { ...written, attempt: by.attempt }) : append(db, written))
      if (numAffectedRows === 1n) return
      throw await whyRefused(db, { run: runId, events, attempt: by?.attempt ?? null })
    },

    async after(runId, seq, limit) {
      const batches = db.selectFrom('events').where('run_id', '=', runId)
      // The log has no gaps: the last batch that begins at or before the next event has it, or is the end.
      const start = batches
        .select('first_seq')
        .where('first_seq', '<=', seq + 1)
        .orderBy('first_seq', 'desc')
        .limit(1)
      const asked = batches.where('first_seq', '>=', start).orderBy('first_seq')
      const bytes = sql<number>`octet_length(events)`.as('bytes')
      const standing = asked.select(['first_seq', bytes]).where('first_seq', '<=', seq + limit)
      const { data } = cutPage(await standing.execute(), { limit, pageBytes, bytesOf: (batch) => batch.bytes })
      const rows = await asked
        .selectAll()
        .where('first_seq', '<=', data.at(-1)?.first_seq ?? 0)
        .execute()
      return rows.flatMap(documents.batch).filter((event) => event.seq > seq)
    },
  }
}
