import { sql } from 'kysely'
import type { Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import { compiled, type Given } from './compiled'
import type { ConnectionDb } from './connection-db'
import { outcomeIn, outcomeOf } from './last-outcome'
import { tokensOf, toStoredRun } from './run-document'
import type { MoveGuard } from './run-table'
import { activityAt } from './threads'

// What a run's move writes differs by the status that it comes to, and by those that it may still have.

interface Guarded {
  readonly id: string
  readonly attempt: number
}

const isStill = ({ id, attempt }: Given<Guarded>, from: readonly string[]) =>
  sql<boolean>`id = ${id} and attempt = ${attempt} and status in (${sql.join(from)})`

const markThread = compiled<Guarded & { readonly threadId: string; readonly atMs: number }>(
  (db, { threadId, atMs, ...run }, [to, ...from]) => {
    const status = to as RunStatus
    const last_outcome = outcomeOf(db, { id: run.id, threadId, outcome: outcomeIn(status) })
    return db
      .updateTable('threads')
      .set({ ...activityAt(atMs), ...(isTerminal(status) && { last_outcome }) })
      .where('id', '=', threadId)
      .where(({ exists }) => exists(db.selectFrom('runs').select('id').where(isStill(run, from))))
      .compile()
  },
)

interface Moved extends Guarded {
  readonly atMs: number
  readonly tokens: number
  readonly document: string
}

const putMoved = compiled<Moved>((db, { atMs, tokens, document, ...run }, [to, ...from]) => {
  const status = to as RunStatus
  return db
    .updateTable('runs')
    .set({
      ...{ status, tokens, document },
      ...(status === 'requires_action' && { starts: 0 }),
      ...(isTerminal(status) && { ended_ms: atMs }),
    })
    .where(isStill(run, from))
    .compile()
})

/** False where the run is none of these any more, or another attempt's. */
export async function moveRun(db: ConnectionDb, run: Run, { from, attempt, atMs }: MoveGuard): Promise<boolean> {
  if (from.length === 0) return false
  const { id, thread_id: threadId, status } = run
  const variant = [status, ...from]
  // That it begins to work is no new activity: it was called for a moment ago, and what it does follows.
  if (status !== 'in_progress') {
    const { numAffectedRows } = await markThread(db, { id, attempt, threadId, atMs }, variant)
    if (numAffectedRows === 0n) return false
  }
  const { document } = toStoredRun(run)
  const { numAffectedRows } = await putMoved(db, { id, attempt, atMs, tokens: tokensOf(run), document }, variant)
  return numAffectedRows !== 0n
}
