import type { Run } from '@/lib/protocol/run'
import { shapedColumns } from './column-shapes'

/** A run lies in two columns, so that the engine and a client, who writes its metadata, never undo each other. */
export interface StoredRun {
  readonly document: string
  readonly metadata: string
}

/** All that is looked at before a row counts as a run. */
export const runColumns = ['id', 'document', 'metadata', ...shapedColumns.runs] as const

/** What the document says of metadata counts for nothing: the column has it. */
export const toStoredRun = (run: Run): StoredRun => ({
  document: JSON.stringify({ ...run, metadata: {} }),
  metadata: JSON.stringify(run.metadata),
})

export const tokensOf = ({ usage }: Run) => usage?.total_tokens ?? 0
