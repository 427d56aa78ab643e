import type { Run } from '@/lib/protocol/run'

/** A run lies in two columns, so that the engine and a client, who writes its metadata, never undo each other. */
export interface StoredRun {
  readonly document: string
  readonly metadata: string
}

export const runColumns = ['id', 'position', 'document', 'metadata'] as const

/** What the document says of metadata counts for nothing: the column has it. */
export const toStoredRun = (run: Run): StoredRun => ({
  document: JSON.stringify({ ...run, metadata: {} }),
  metadata: JSON.stringify(run.metadata),
})
