import type { Change } from '@/lib/protocol/playground'
import type { Store } from '@/lib/backend/store/store'
import { type Clock, toSeconds } from '@/lib/backend/clock'
import { importUnits } from './import-units'
import { createPass } from './pass'
import type { createProgress } from './progress'
import type { Tally } from './tally'
import type { Job } from './transfer-job'
import { SourceError, type TransferSource } from './unit'

export interface WalkOptions {
  readonly clock: Clock
  readonly openSource: (job: Job) => Promise<TransferSource>
  /** Told of what came into a connection, for pages that show it. */
  readonly onLaid: (connection: string, change: Change) => void
  /** Told of failures that are no fault of the source. */
  readonly report: (message: string, error: unknown) => void
}

interface Walk {
  readonly store: Store
  /** As it was when this began: its status says whether it is dry. */
  readonly job: Job
  readonly signal: AbortSignal
  readonly tally: Tally
  readonly progress: ReturnType<typeof createProgress>
  /** The transfer with what is counted until now. */
  readonly now: () => Job
}

/** How often a transfer that goes on is written down. What it has brought is written with each object. */
const WRITTEN_EVERY_MS = 2_000

/** Reads a transfer's source from its beginning to its end, or until it is stopped. Returns the transfer as it ends. */
export async function walkSource(walk: Walk, options: WalkOptions): Promise<Job> {
  const { job, signal, now } = walk
  const isDry = job.status === 'checking'
  try {
    await importAll(walk, options)
    // A dry run that was stopped has found nothing that counts.
    if (signal.aborted) return { ...(isDry ? job : now()), status: 'stopped' }
    return { ...now(), status: isDry ? 'checked' : 'done' }
  } catch (error) {
    const last = isDry ? job : now()
    if (error instanceof SourceError) return { ...last, status: 'failed', error: error.message }
    options.report(`Transfer ${job.id} was interrupted.`, error)
    return { ...last, status: 'stopped', error: 'The server could not go on. It can be tried again.' }
  }
}

async function importAll(
  { store, job, signal, tally, progress, now }: Walk,
  { clock, openSource, onLaid: tell }: WalkOptions,
) {
  let writtenMs = clock()
  const onPiece = async () => {
    progress.reach(tally.done())
    if (clock() - writtenMs < WRITTEN_EVERY_MS) return
    writtenMs = clock()
    await store.transfers.put(job.id, now())
  }
  await store.transfers.put(job.id, job)
  const source = await openSource(job)
  try {
    const isDry = job.status === 'checking'
    const pass = createPass({ transferId: job.id, choices: job.choices, seconds: toSeconds(clock()), isDry })
    const onLaid = (change: Change) => tell(job.to, change)
    await importUnits({ source, store, pass, tally, onPiece, onLaid, signal })
  } finally {
    await source.close()
  }
}
