import { sql } from 'kysely'
import { notFound } from '@/lib/protocol/error'
import { activeStatuses, isTerminal } from '@/lib/run/machine'
import { compiled } from './compiled'
import type { ConnectionDb } from './connection-db'
import { outcomeIn, outcomeUnlessOlder } from './last-outcome'
import type { Position } from './positions'
import { tokensOf, toStoredRun } from './run-document'
import type { RunRow } from './run-table'
import { ActiveRunError } from './store'
import { activityAt } from './threads'

/** Word for word the condition of the index that allows a thread one active run, so that it serves here as well. */
export const isActive = sql<boolean>`status in (${sql.join(activeStatuses.map((status) => sql.lit(status)))})`

interface Begun {
  readonly threadId: string
  readonly atMs: number
  readonly position: Position
  readonly outcome: string | null
}

const markThread = compiled<Begun>((db, begun) =>
  db
    .updateTable('threads')
    .where('id', '=', begun.threadId)
    .set({ ...activityAt(begun.atMs), last_outcome: outcomeUnlessOlder(db, begun) })
    .compile(),
)

interface NewRun {
  readonly id: string
  readonly thread_id: string
  readonly assistant_id: string
  readonly status: string
  readonly position: Position
  readonly attempt: number
  readonly tokens: number
  readonly created_ms: number
  readonly ended_ms: number | null
  readonly expires_ms: number
  readonly document: string
  readonly metadata: string
}

/** An error would end the transaction on PostgreSQL; a conflict that does nothing leaves the choice to the caller. */
const insertUnlessActive = compiled<NewRun>((db, row) =>
  db
    .insertInto('runs', { ...row, starts: 0 })
    .onConflict((conflict) => conflict.columns(['connection_id', 'thread_id']).where(isActive).doNothing())
    .compile(),
)

interface Insertion {
  readonly row: RunRow
  readonly atMs: number
  readonly endedMs: number
  readonly position: Position
}

export async function insertRun(
  db: ConnectionDb,
  { row: { run, attempt, expiresMs }, atMs, endedMs, position }: Insertion,
) {
  const { id, thread_id, assistant_id, status } = run
  const isOver = isTerminal(status)
  const begun = { threadId: thread_id, atMs: isOver ? endedMs : atMs, position, outcome: outcomeIn(status) }
  if ((await markThread(db, begun)).numAffectedRows === 0n) throw notFound('thread', thread_id)
  const { numAffectedRows } = await insertUnlessActive(db, {
    ...{ id, thread_id, assistant_id, status, position, attempt },
    tokens: tokensOf(run),
    created_ms: atMs,
    ended_ms: isOver ? endedMs : null,
    expires_ms: expiresMs,
    ...toStoredRun(run),
  })
  if (numAffectedRows === 0n) throw new ActiveRunError(thread_id)
}
