import type { ListedNote, StepNote } from '@/lib/protocol/playground'
import type { ConnectionDb } from './connection-db'
import { readable, unlessDamaged } from './documents'
import type { NoteTable } from './note-table'
import { createRecords } from './records'
import type { TableOptions } from './store'

/** A note of a step. */
const NOTE = 'step_note'
/** Says of a run that it has notes, so that lists of runs need not look for them, and has those without a step. */
export const NOTED_RUN = 'noted_run'

/** Of a run with more of them, pages read the log. */
const MAX_NOTES = 100

/** Notes are records: they go with the thread. */
export function createNotes(db: ConnectionDb, options: Omit<TableOptions, 'clock'>): NoteTable {
  const records = createRecords(db, options)
  const read = (row: { readonly id: string; readonly document: string }) => options.documents.record(row) as StepNote
  const ofRun = (runId: string) =>
    db
      .selectFrom('steps')
      .innerJoin('records', (on) =>
        on.onRef('records.connection_id', '=', 'steps.connection_id').onRef('records.id', '=', 'steps.id'),
      )
      .select(['records.id', 'records.document'])
      .where('records.kind', '=', NOTE)
      .where('steps.run_id', '=', runId)

  async function stepless(runId: string): Promise<readonly StepNote[]> {
    const noted = (await records.get(NOTED_RUN, runId).catch(unlessDamaged)) as
      | { readonly stepless?: readonly StepNote[] }
      | undefined
    return noted?.stepless ?? []
  }

  return {
    async put(note, { run_id, thread_id }) {
      await records.put({ kind: NOTE, id: note.id, owner: thread_id }, note)
      if (isShown(note)) await records.put({ kind: NOTED_RUN, id: run_id, owner: thread_id }, {})
    },

    putStepless: (stepless, { id, thread_id }) => records.put({ kind: NOTED_RUN, id, owner: thread_id }, { stepless }),

    async get(runId, stepId) {
      const row = await ofRun(runId).where('steps.id', '=', stepId).executeTakeFirst()
      return row ? read(row) : (await stepless(runId)).find(({ id }) => id === stepId)
    },

    async list(runId) {
      const rows = await ofRun(runId).orderBy('steps.position').limit(MAX_NOTES).execute()
      return [...readable(rows, (row) => listed(read(row))), ...(await stepless(runId)).map(listed)]
    },
  }
}

/** What pages fetch beside the run. What was counted stands in the sums that lists have. */
const isShown = ({ reasoning, left_out, without }: StepNote) => reasoning !== null || left_out > 0 || without.length > 0

const listed = ({ reasoning, hosted: _hosted, ...note }: StepNote): ListedNote => ({
  ...note,
  // What came encrypted only cannot be read.
  reasoning: reasoning && reasoning.text !== '' ? { from_ms: reasoning.from_ms, to_ms: reasoning.to_ms } : null,
})
