// What lists show of a run beside the object itself.
import type { SelectQueryBuilder } from 'kysely'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Rating } from '@/lib/protocol/rating'
import { isPlace } from './column-shapes'
import type { ConnectionDb } from './connection-db'
import { costIn, RUN_COST } from './costs'
import { DECLINED_CALLS, declinedCallsIn } from './declined-calls'
import type { Database } from './database'
import type { Documents } from './documents'
import { withLabels } from './labels'
import { withRatings } from './ratings'
import { NOTED_RUN } from './notes'
import { runColumns } from './run-document'
import { questionOfRun, withQuestions } from './run-questions'

const columns = [...runColumns, 'connection_id', 'thread_id', 'assistant_id'] as const

/** The given runs, each with what lists show beside it. */
export async function runSummaryRows(
  db: ConnectionDb,
  documents: Documents,
  runs: SelectQueryBuilder<Database, 'runs', object>,
): Promise<RunSummaryRow[]> {
  const rows = db.whole
    .selectFrom(runs.select(columns).as('run'))
    .leftJoin('assistants', (on) =>
      on.onRef('assistants.connection_id', '=', 'run.connection_id').onRef('assistants.id', '=', 'run.assistant_id'),
    )
    .leftJoin('threads', (on) =>
      on.onRef('threads.connection_id', '=', 'run.connection_id').onRef('threads.id', '=', 'run.thread_id'),
    )
    .leftJoin('records', (on) =>
      on
        .onRef('records.connection_id', '=', 'run.connection_id')
        .onRef('records.id', '=', 'run.id')
        .on('records.kind', '=', NOTED_RUN),
    )
    .leftJoin('records as costs', (on) =>
      on
        .onRef('costs.connection_id', '=', 'run.connection_id')
        .onRef('costs.id', '=', 'run.id')
        .on('costs.kind', '=', RUN_COST),
    )
    .leftJoin('records as declined', (on) =>
      on
        .onRef('declined.connection_id', '=', 'run.connection_id')
        .onRef('declined.id', '=', 'run.id')
        .on('declined.kind', '=', DECLINED_CALLS),
    )
    .select(runColumns.map((column) => `run.${column}` as const))
    .select(['assistants.name', 'threads.id as standing_thread', 'threads.title', 'threads.preview'])
    .select(['threads.last_activity_ms as thread_activity_ms', 'records.id as noted', 'costs.document as cost'])
    .select(['declined.document as declined', questionOfRun.as('asked_id')])
  return withRatings(db, await withLabels(db, await withQuestions(db, documents, await rows.execute())))
}

export interface RunSummaryRow {
  readonly id: string
  readonly position: number
  readonly created_ms: number
  readonly ended_ms: number | null
  readonly metadata: string
  readonly document: string
  readonly name: string | null
  readonly title: string | null
  readonly preview: string | null
  readonly asked: string | null
  readonly standing_thread: string | null
  readonly thread_activity_ms: number | null
  readonly noted: string | null
  readonly cost: string | null
  readonly declined: string | null
  readonly labels: readonly string[]
  readonly rating: Rating | null
}

/** What stands in the column; null after a fault of the disk. */
const activityOf = ({ thread_activity_ms: ms }: RunSummaryRow) => (isPlace(ms) ? ms : null)

const nothing = { cost: undefined, isEstimated: false }

/** Throws `damagedObject` also for the run of a thread that is not there: it belongs nowhere. */
export function toRunSummary(row: RunSummaryRow, documents: Documents): RunSummary {
  const { id, created_ms, ended_ms, name, title, preview, asked, noted, labels, standing_thread } = row
  const run = documents.run(row)
  if (standing_thread === null) return documents.refuse('runs', id, 'wrong_column')
  const { cost, isEstimated } = row.cost === null ? nothing : costIn(documents, { id, document: row.cost })
  const declined = row.declined === null ? [] : declinedCallsIn(documents, { id, document: row.declined })
  // Nothing happens in a thread while its run waits: the last thing was that it began to.
  const waits_since_ms = run.status === 'requires_action' ? activityOf(row) : null
  return {
    ...{ id, run, created_ms, ended_ms, waits_since_ms, assistant_name: name, asked },
    ...{ thread: { title, preview }, has_notes: noted !== null, labels },
    ...(declined.length > 0 && { declined_calls: declined }),
    ...(row.rating && { rating: row.rating }),
    ...(cost && cost.amounts.length > 0 && { cost }),
    ...(isEstimated && { is_usage_estimated: true }),
  }
}
