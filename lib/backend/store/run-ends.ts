// Why the last runs of threads did not complete: lists say it in the thread's row.
import type { RunEnd } from '@/lib/protocol/playground'
import { runStatuses, type RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import { sql } from 'kysely'
import type { ConnectionDb } from './connection-db'
import { readable, type Documents } from './documents'
import { runColumns } from './run-document'

/** A list reads no larger objects than these only to say why they ended. */
const MAX_BYTES = 64 * 1024

const explained: readonly RunStatus[] = runStatuses.filter((status) => isTerminal(status) && status !== 'completed')

interface LastRun {
  readonly run_id: string | null
  readonly run_status: string | null
}

/** The same rows, those whose run did not complete with the fields that say why. */
export async function withRunEnds<Row extends LastRun>(
  db: ConnectionDb,
  documents: Documents,
  rows: readonly Row[],
): Promise<(Row & { readonly run_end: RunEnd | null })[]> {
  const ids = rows.flatMap(({ run_id, run_status }) =>
    run_id !== null && explained.some((status) => status === run_status) ? [run_id] : [],
  )
  const ends = ids.length > 0 ? await endsOf(db, documents, ids) : new Map<string, RunEnd>()
  return rows.map((row) => ({ ...row, run_end: (row.run_id !== null && ends.get(row.run_id)) || null }))
}

async function endsOf(db: ConnectionDb, documents: Documents, ids: readonly string[]) {
  const small = sql<boolean>`octet_length(document) <= ${MAX_BYTES}`
  const rows = await db.selectFrom('runs').where('id', 'in', ids).where(small).select(runColumns).execute()
  return new Map(readable(rows, documents.run).map((run) => [run.id, endOf(run)]))
}

const endOf = ({ last_error, incomplete_details, created_at, expires_at, ...limits }: RunEnd): RunEnd => ({
  ...{ last_error, incomplete_details, created_at, expires_at },
  max_completion_tokens: limits.max_completion_tokens,
  max_prompt_tokens: limits.max_prompt_tokens,
})
