import type { ListedNote, StepNote } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'

/** What is known of steps beside the protocol's objects. */
export interface NoteTable {
  /** Writes the note of a step or replaces it. */
  put(note: StepNote, step: Pick<Step, 'run_id' | 'thread_id'>): Promise<void>
  /** Writes the notes of a run that is over about what never became a step. */
  putStepless(notes: readonly StepNote[], run: Pick<Run, 'id' | 'thread_id'>): Promise<void>
  get(runId: string, stepId: string): Promise<StepNote | undefined>
  /** The notes of a run's steps, in the order of the steps, at most 100, then those without a step; without texts. */
  list(runId: string): Promise<readonly ListedNote[]>
}
