// How transfers are carried through their lives: dry run, import, stop, and going on from wherever it was.
import type { ConflictChoices, Transfer, TransferProgress } from '@/lib/protocol/transfer'
import type { Store } from '@/lib/backend/store/store'
import { totalIn } from './tally'
import type { Job } from './transfer-job'
import type { WalkOptions } from './walk-source'

export interface CarriedTransfersOptions extends WalkOptions {
  /** Called when a transfer is over, and its source is not read again. */
  readonly release: (job: Job) => Promise<void>
}

export interface CarriedTransfers {
  /** Sets a transfer going: its dry run, or the import. One after the other for each connection. */
  start(store: Store, job: Job): Promise<void>
  isRunning(job: Job): boolean
  /** Ends what it has begun, no more; resolves when that is stored, or does not come for long. */
  stop(store: Store, id: string): Promise<void>
  /** What pages see of a transfer, as it is now. */
  told(stored: Job): Transfer
  close(): Promise<void>
}

/** What this process is at. */
export interface Running {
  readonly abort: AbortController
  /** As it is now. */
  job(): Job
  progress(): TransferProgress
}

export const isUnderway = ({ status }: Pick<Job, 'status'>) => status === 'checking' || status === 'importing'

export function told(stored: Job, own: Running | undefined): Transfer {
  const now = own?.job() ?? stored
  const { source, checkpoint: _, pieces: __, starts: ___, since_ms: ____, progress, ...job } = now
  return {
    ...job,
    object: 'transfer',
    with_file_bytes: job.with_file_bytes ?? true,
    source: { kind: source.kind, name: source.name },
    progress: own?.progress() ?? (isUnderway(job) && progress ? progress : atRest(job)),
  }
}

const atRest = ({ checked, imported }: Pick<Job, 'checked' | 'imported'>): TransferProgress => ({
  done: imported ? totalIn(imported) : 0,
  total: checked && totalIn(checked),
  rate: null,
  seconds_left: null,
  waits_seconds: null,
})

/** The transfer as it is set going, from wherever it was: the dry run comes first. */
export function begun(job: Job, choices: ConflictChoices): Job {
  // What a dry run had found when its process ended counts for nothing.
  const checked = job.status === 'checking' ? null : job.checked
  const status = checked ? 'importing' : 'checking'
  return { ...job, checked, status, error: null, choices: { ...job.choices, ...choices } }
}
