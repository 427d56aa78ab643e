import { sql } from 'kysely'
import type { Run } from '@/lib/protocol/run'
import type { TransferKind } from '@/lib/protocol/transfer'
import type { ConnectionDb } from './connection-db'
import { readable } from './documents'
import { outcomeIn, outcomeOf } from './last-outcome'
import { tokensOf, toStoredRun } from './run-document'
import type { TableOptions } from './store'
import type { Transferred, TransferTable } from './transfer-table'

/** Places of a second: they are microseconds. */
const SECOND = 1_000_000

export function createTransfers(
  db: ConnectionDb,
  { nextPosition, documents }: Omit<TableOptions, 'clock'>,
): TransferTable {
  const rows = () => db.selectFrom('transfers').select(['id', 'document'])
  return {
    async get(id) {
      const row = await rows().where('id', '=', id).executeTakeFirst()
      return row && documents.record(row)
    },

    async put(id, document) {
      const text = JSON.stringify(document)
      await db
        .insertInto('transfers', { id, position: nextPosition(), document: text })
        .onConflict((conflict) => conflict.columns(['connection_id', 'id']).doUpdateSet({ document: text }))
        .execute()
    },

    async remove(id) {
      await db.deleteFrom('records').where('owner', '=', id).execute()
      const { numDeletedRows } = await db.deleteFrom('transfers').where('id', '=', id).executeTakeFirst()
      return numDeletedRows > 0n
    },

    list: async () => readable(await rows().orderBy('position', 'desc').execute(), (row) => documents.record(row)),

    known: async (kind, id) => (await knownOf(db, kind, [id])).get(id),
    knownOf: (kind, ids) => knownOf(db, kind, ids),

    async standing(table, ids) {
      // The column is one that all of these tables have: one name stands for all in the types.
      const rows = await db
        .selectFrom(table as 'threads')
        .select('id')
        .where('id', 'in', ids)
        .execute()
      return new Set(rows.map(({ id }) => id))
    },

    async note({ kind, id, ...told }) {
      await db
        .insertInto('transferred', { kind, id, ...told })
        .onConflict((conflict) => conflict.columns(['connection_id', 'kind', 'id']).doUpdateSet(told))
        .execute()
    },

    async freePlace(table, from) {
      const end = (Math.floor(from / SECOND) + 1) * SECOND
      const { rows } = await sql<{ last: number | null }>`
        select max(position) as last from ${sql.table(table)}
        where connection_id = ${db.connection} and position >= ${from} and position < ${end}`.execute(db.whole)
      const last = rows[0]?.last ?? null
      return last === null ? from : last + 1
    },

    replaceRun: (run, times) => replaceRun(db, run, times),
  }
}

async function knownOf(db: ConnectionDb, kind: TransferKind, ids: readonly string[]) {
  const rows = db.selectFrom('transferred').select(['id', 'hash', 'transfer_id', 'outcome'])
  const found = await rows.where('kind', '=', kind).where('id', 'in', ids).execute()
  return new Map(
    found.map((row): [string, Transferred] => [
      row.id,
      { ...row, kind, outcome: row.outcome as Transferred['outcome'] },
    ]),
  )
}

async function replaceRun(db: ConnectionDb, run: Run, { createdMs, endedMs }: { createdMs: number; endedMs: number }) {
  await db.deleteFrom('events').where('run_id', '=', run.id).execute()
  const { id, status, assistant_id } = run
  const last_outcome = outcomeOf(db, { id, threadId: run.thread_id, outcome: outcomeIn(status) })
  await db.updateTable('threads').set({ last_outcome }).where('id', '=', run.thread_id).execute()
  const times = { created_ms: createdMs, ended_ms: endedMs }
  const change = { status, assistant_id, tokens: tokensOf(run), ...times, ...toStoredRun(run) }
  await db.updateTable('runs').set(change).where('id', '=', id).execute()
}
