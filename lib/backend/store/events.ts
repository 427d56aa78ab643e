import { sql } from 'kysely'
import type { ConnectionDb } from './connection-db'
import { batchText } from './batch-text'
import { LostRunError } from './lost-run-error'
import { cutPage } from './paging'
import type { EventTable } from './event-table'
import type { TableOptions } from './store'

type EventsOptions = Pick<TableOptions, 'pageBytes' | 'documents'>

export function createEvents(db: ConnectionDb, { pageBytes, documents }: EventsOptions): EventTable {
  async function lastSeq(runId: string): Promise<number> {
    const newest = db.selectFrom('events').select('last_seq').where('run_id', '=', runId).orderBy('first_seq', 'desc')
    return (await newest.limit(1).executeTakeFirst())?.last_seq ?? 0
  }

  const attemptOf = async (runId: string) =>
    (await db.selectFrom('runs').select('attempt').where('id', '=', runId).executeTakeFirst())?.attempt

  return {
    lastSeq,

    async append(runId, events, by) {
      const [first, last] = [events[0], events.at(-1)]
      if (!first || !last) return
      if (events.some(({ seq }, index) => seq !== first.seq + index)) {
        throw new Error(`The log of run ${runId} is to be appended with a gap after event ${first.seq}.`)
      }
      // One statement asks and writes, so that nothing comes in between; on a taken number it writes nothing.
      const { numAffectedRows } = await sql`
        insert into events (connection_id, run_id, first_seq, last_seq, at_ms, events)
        select ${db.connection}, ${runId}, ${first.seq}, ${last.seq}, ${last.at}, ${batchText(events)}
        where ${first.seq - 1} = coalesce(
          (select last_seq from events where connection_id = ${db.connection} and run_id = ${runId} order by first_seq desc limit 1), 0)
          ${by ? sql`and ${by.attempt} = (select attempt from runs where connection_id = ${db.connection} and id = ${runId})` : sql``}
        on conflict do nothing
      `.execute(db.whole)
      if (numAffectedRows === 1n) return
      if (by && (await attemptOf(runId)) !== by.attempt) {
        throw new LostRunError(`Run ${runId} has been taken up by somebody else since attempt ${by.attempt}.`)
      }
      throw new Error(`The log of run ${runId} ends at event ${await lastSeq(runId)}: ${first.seq} cannot follow.`)
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
