// In every transaction a thread's row is written before its runs' rows: two transactions that took them the other way
// round would wait for each other on PostgreSQL.
import { sql } from 'kysely'
import type { RunStatus } from '@/lib/protocol/status'
import { activeStatuses } from '@/lib/run/machine'
import { compiled } from './compiled'
import { atomically, type ConnectionDb } from './connection-db'
import { type Database, isSqlite } from './database'
import { listPage } from './paging'
import { readable } from './documents'
import { insertRun, isActive } from './insert-run'
import { outcomeOf } from './last-outcome'
import { moveRun } from './move-run'
import { runColumns, type StoredRun } from './run-document'
import { countRuns, findRuns, findSummary } from './run-search'
import type { RunHead, RunRow, RunTable } from './run-table'
import type { TableOptions } from './store'

/** One without belongs nowhere, and its moves, which are its thread's activity too, would find no row. */
export const hasThread = sql<boolean>`exists (
  select 1 from threads where threads.connection_id = runs.connection_id and threads.id = runs.thread_id
)`

type StoredRow = StoredRun & Pick<Database['runs'], 'id' | 'attempt' | 'expires_ms'>

const selectRun = compiled<{ readonly id: string }, StoredRow>((db, { id }) =>
  db.selectFrom('runs').where('id', '=', id).select(runColumns).compile(),
)

export function createRuns(
  db: ConnectionDb,
  { nextPosition, pageBytes, documents }: Omit<TableOptions, 'clock'>,
): RunTable {
  const { run: toRun } = documents
  const toRow = (row: StoredRow): RunRow => ({ run: toRun(row), attempt: row.attempt, expiresMs: row.expires_ms })
  const one = async (id: string) => (await selectRun(db, { id })).rows[0]
  const inThread = (threadId: string) => db.selectFrom('runs').where('thread_id', '=', threadId)
  return {
    insert: (row, atMs, { endedMs = atMs, ...placement } = {}) =>
      atomically(db, (db) => insertRun(db, { row, atMs, endedMs, position: nextPosition(placement) })),
    move: (run, guard) => atomically(db, (db) => moveRun(db, run, guard)),
    search: (query) => findRuns(db, documents, { ...query, pageBytes }),
    summary: (id) => findSummary(db, documents, id),
    counts: (filter) => countRuns(db, filter),

    async get(id) {
      const row = await one(id)
      return row && toRun(row)
    },

    async row(id) {
      const row = await one(id)
      return row && toRow(row)
    },

    heads: (ids) => headsOf(db, ids),

    list(threadId, query) {
      const scope = inThread(threadId)
      return listPage({ noun: 'run', scope, rows: scope.select(runColumns), read: toRun, pageBytes }, query)
    },

    async active(threadId) {
      const row = await inThread(threadId).where(isActive).select(runColumns).executeTakeFirst()
      return row && toRun(row)
    },

    async setMetadata(id, metadata) {
      const change = { metadata: JSON.stringify(metadata) }
      await db.updateTable('runs').set(change).where('id', '=', id).execute()
      // Asked for apart: what a change returns is not read as bytes (see text-as-bytes.ts).
      const row = await one(id)
      return row && toRun(row)
    },

    ...createRecovery(db, toRow),
  }
}

async function headsOf(db: ConnectionDb, ids: readonly string[]): Promise<readonly RunHead[]> {
  if (ids.length === 0) return []
  const last = sql<number | null>`(
    select last_seq from events where events.connection_id = ${db.connection} and events.run_id = runs.id
    order by first_seq desc limit 1
  )`.as('last_seq')
  const asked = db.selectFrom('runs').where('runs.id', 'in', ids)
  const rows = await asked.select(['runs.id', 'runs.status', last]).execute()
  return rows.map(({ id, status, last_seq }) => ({ id, status: status as RunStatus, lastSeq: Number(last_seq ?? 0) }))
}

/** What recovery asks of the runs that an earlier process left active. */
const createRecovery = (
  db: ConnectionDb,
  toRow: (row: StoredRow) => RunRow,
): Pick<RunTable, 'claim' | 'countStart' | 'forgetStarts' | 'underway' | 'unfinished' | 'abandon'> => ({
  claim: (id, from = activeStatuses) =>
    atomically(db, async (db) => {
      if (from.length === 0) return undefined
      // Waits for what is being appended, and keeps what would be appended waiting.
      if (!isSqlite(db.whole)) await sql`select lock_run(${db.connection}, ${id})`.execute(db.whole)
      const raise = db.updateTable('runs').set(({ eb }) => ({ attempt: eb('attempt', '+', 1) }))
      const { numUpdatedRows } = await raise.where('id', '=', id).where('status', 'in', from).executeTakeFirst()
      if (numUpdatedRows === 0n) return undefined
      const row = await db.selectFrom('runs').where('id', '=', id).select(runColumns).executeTakeFirst()
      return row && toRow(row)
    }),

  async countStart(id) {
    const raise = db.updateTable('runs').set(({ eb }) => ({ starts: eb('starts', '+', 1) }))
    return (await raise.where('id', '=', id).returning('starts').executeTakeFirst())?.starts ?? 0
  },

  async forgetStarts(ids) {
    const counted = db.updateTable('runs').set({ starts: 0 }).where('status', 'in', activeStatuses)
    await (ids ? counted.where('id', 'in', ids) : counted).where('starts', '>', 0).execute()
  },

  async underway() {
    const rows = await db
      .selectFrom('runs')
      .where(isActive)
      .where(hasThread)
      .select(['id', 'status', 'expires_ms'])
      .execute()
    return rows.map(({ id, status, expires_ms: expiresMs }) => ({ id, status: status as RunStatus, expiresMs }))
  },

  async unfinished() {
    const active = db.selectFrom('runs').where('status', 'in', activeStatuses).where(hasThread)
    const rows = await active.select(runColumns).orderBy('position').execute()
    return readable(rows, toRow)
  },

  async abandon(id, atMs) {
    const change = { status: 'failed', ended_ms: atMs }
    await atomically(db, async (db) => {
      const run = await db.selectFrom('runs').select('thread_id').where('id', '=', id).executeTakeFirst()
      if (!run) return
      const last_outcome = outcomeOf(db, { id, threadId: run.thread_id, outcome: 'failed' })
      await db.updateTable('threads').set({ last_outcome }).where('id', '=', run.thread_id).execute()
      await db.updateTable('runs').set(change).where('id', '=', id).where(isActive).execute()
    })
  },
})
