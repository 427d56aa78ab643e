// In every transaction a thread's row is written before its runs' rows: two transactions that took them the other way
// round would wait for each other on PostgreSQL.
import { sql } from 'kysely'
import { notFound } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import { activeStatuses, isTerminal } from '@/lib/run/machine'
import { atomically, type ConnectionDb } from './connection-db'
import { type Database, isSqlite } from './database'
import { listPage } from './paging'
import { readable } from './documents'
import { runColumns, type StoredRun, tokensOf, toStoredRun } from './run-document'
import type { Position } from './positions'
import { countRuns, findRuns, findSummary } from './run-search'
import type { MoveGuard, RunHead, RunRow, RunTable } from './run-table'
import { ActiveRunError, type TableOptions } from './store'
import { activityAt } from './threads'

/** Word for word the condition of the index that allows a thread one active run, so that it serves here as well. */
const isActive = sql<boolean>`status in (${sql.join(activeStatuses.map((status) => sql.lit(status)))})`

/** One without belongs nowhere, and its moves, which are its thread's activity too, would find no row. */
export const hasThread = sql<boolean>`exists (
  select 1 from threads where threads.connection_id = runs.connection_id and threads.id = runs.thread_id
)`

type StoredRow = StoredRun & Pick<Database['runs'], 'id' | 'attempt' | 'expires_ms'>

export function createRuns(
  db: ConnectionDb,
  { nextPosition, pageBytes, documents }: Omit<TableOptions, 'clock'>,
): RunTable {
  const { run: toRun } = documents
  const toRow = (row: StoredRow): RunRow => ({ run: toRun(row), attempt: row.attempt, expiresMs: row.expires_ms })
  const one = (id: string) => db.selectFrom('runs').where('id', '=', id)
  const inThread = (threadId: string) => db.selectFrom('runs').where('thread_id', '=', threadId)
  return {
    insert: (row, atMs, { endedMs = atMs, ...placement } = {}) =>
      atomically(db, (db) => insertRun(db, { row, atMs, endedMs, position: nextPosition(placement) })),
    move: (run, guard) => atomically(db, (db) => moveRun(db, run, guard)),
    search: (query) => findRuns(db, documents, { ...query, pageBytes }),
    summary: (id) => findSummary(db, documents, id),
    counts: (filter) => countRuns(db, filter),

    async get(id) {
      const row = await one(id).select(runColumns).executeTakeFirst()
      return row && toRun(row)
    },

    async row(id) {
      const row = await one(id).select(runColumns).executeTakeFirst()
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
      const row = await one(id).select(runColumns).executeTakeFirst()
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
      const last_outcome = outcomeOf(db, { id, thread_id: run.thread_id, status: 'failed' })
      await db.updateTable('threads').set({ last_outcome }).where('id', '=', run.thread_id).execute()
      await db.updateTable('runs').set(change).where('id', '=', id).where(isActive).execute()
    })
  },
})

type Ending = Pick<Run, 'id' | 'thread_id' | 'status'>

/** How a thread's newest run ended, when a run comes to stand at a place. */
const outcomeUnlessOlder = ({ connection }: ConnectionDb, { thread_id, status }: Ending, position: Position) =>
  sql<string | null>`case when exists (
    select 1 from runs as newer where newer.connection_id = ${connection} and newer.thread_id = ${thread_id}
      and newer.position > ${position}
  ) then last_outcome else ${isTerminal(status) ? status : null} end`

/** The same, when a run that stands there already ends. */
export const outcomeOf = ({ connection }: ConnectionDb, { id, thread_id, status }: Ending) =>
  sql<string | null>`case when ${id} = (
    select newest.id from runs as newest where newest.connection_id = ${connection} and newest.thread_id = ${thread_id}
    order by newest.position desc limit 1
  ) then ${isTerminal(status) ? status : null} else last_outcome end`

interface Insertion {
  readonly row: RunRow
  readonly atMs: number
  readonly endedMs: number
  readonly position: Position
}

async function insertRun(db: ConnectionDb, { row: { run, attempt, expiresMs }, atMs, endedMs, position }: Insertion) {
  const lastMs = isTerminal(run.status) ? endedMs : atMs
  const thread = db
    .updateTable('threads')
    .where('id', '=', run.thread_id)
    .set({ ...activityAt(lastMs), last_outcome: outcomeUnlessOlder(db, run, position) })
  if ((await thread.executeTakeFirst()).numUpdatedRows === 0n) throw notFound('thread', run.thread_id)
  // An error would end the transaction on PostgreSQL; a conflict that does nothing leaves the choice to the caller.
  const result = await db
    .insertInto('runs', {
      id: run.id,
      thread_id: run.thread_id,
      assistant_id: run.assistant_id,
      status: run.status,
      position,
      attempt,
      starts: 0,
      tokens: tokensOf(run),
      created_ms: atMs,
      ended_ms: isTerminal(run.status) ? endedMs : null,
      expires_ms: expiresMs,
      ...toStoredRun(run),
    })
    .onConflict((conflict) => conflict.columns(['connection_id', 'thread_id']).where(isActive).doNothing())
    .executeTakeFirst()
  if (result.numInsertedOrUpdatedRows === 0n) throw new ActiveRunError(run.thread_id)
}

async function moveRun(db: ConnectionDb, run: Run, { from, attempt, atMs }: MoveGuard): Promise<boolean> {
  if (from.length === 0) return false
  const isStill = sql<boolean>`id = ${run.id} and attempt = ${attempt} and status in (${sql.join(from)})`
  // That it begins to work is no new activity: it was called for a moment ago, and what it does follows.
  if (run.status !== 'in_progress') {
    const still = db.selectFrom('runs').select('id').where(isStill)
    const { numUpdatedRows } = await db
      .updateTable('threads')
      .set({ ...activityAt(atMs), ...(isTerminal(run.status) && { last_outcome: outcomeOf(db, run) }) })
      .where('id', '=', run.thread_id)
      .where(({ exists }) => exists(still))
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
  }
  const { document } = toStoredRun(run)
  const change = {
    status: run.status,
    tokens: tokensOf(run),
    document,
    ...(run.status === 'requires_action' && { starts: 0 }),
    ...(isTerminal(run.status) && { ended_ms: atMs }),
  }
  const moved = await db.updateTable('runs').set(change).where(isStill).executeTakeFirst()
  return moved.numUpdatedRows > 0n
}
