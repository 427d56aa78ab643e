// Carries transfers through their lives: dry run, import, stop, and going on from wherever it was.
import type { ConflictChoices, Transfer, TransferProgress } from '@/lib/protocol/transfer'
import { type Clock, toSeconds } from '@/lib/backend/clock'
import { createExclusive } from '@/lib/backend/exclusive'
import type { Store } from '@/lib/backend/store/store'
import { importUnits } from './import-units'
import { createPass } from './pass'
import { createProgress } from './progress'
import { createTally } from './tally'
import { type Job, totalOf } from './transfer-job'
import { SourceError, type TransferSource } from './unit'

interface JobsOptions {
  readonly clock: Clock
  readonly openSource: (job: Job) => Promise<TransferSource>
  /** Called when a transfer is over, and its source is not read again. */
  readonly release: (job: Job) => Promise<void>
  /** Told of failures that are no fault of the source. */
  readonly report: (message: string, error: unknown) => void
}

interface Running {
  readonly abort: AbortController
  readonly done: Promise<void>
  /** As it is now. */
  job(): Job
  progress(): TransferProgress
}

/** How often a transfer that goes on is written down. What it has brought is written with each object. */
const WRITTEN_EVERY_MS = 2_000

export type Jobs = ReturnType<typeof createJobs>

export function createJobs({ clock, openSource, release, report }: JobsOptions) {
  const running = new Map<string, Running>()
  const exclusive = createExclusive()

  /** Sets a transfer going: its dry run, or the import. One after the other for each connection. Returns at once. */
  function start(store: Store, job: Job) {
    const abort = new AbortController()
    const isDry = job.status === 'checking'
    const total = isDry || !job.checked ? null : totalOf(job.checked)
    const progress = createProgress(clock, total)
    const tally = createTally()
    const now = (): Job => ({ ...job, [isDry ? 'checked' : 'imported']: tally.told() })
    const work = () => walk({ store, job, abort, progress, tally, now })
    const done = exclusive(job.to, work)
      .then(async (ended) => {
        await store.transfers.put(job.id, ended)
        if (ended.status === 'done') await release(ended)
      })
      .catch((error: unknown) => report(`Transfer ${job.id} could not be written down.`, error))
      .finally(() => running.delete(job.id))
    running.set(job.id, { abort, done, job: now, progress: progress.told })
  }

  interface Walking {
    readonly store: Store
    readonly job: Job
    readonly abort: AbortController
    readonly progress: ReturnType<typeof createProgress>
    readonly tally: ReturnType<typeof createTally>
    readonly now: () => Job
  }

  /** The transfer as it ends. */
  async function walk({ store, job, abort, progress, tally, now }: Walking): Promise<Job> {
    const isDry = job.status === 'checking'
    let writtenMs = clock()
    const onPiece = async () => {
      progress.reach(tally.done())
      if (clock() - writtenMs < WRITTEN_EVERY_MS) return
      writtenMs = clock()
      await store.transfers.put(job.id, now())
    }
    const { signal } = abort
    try {
      await store.transfers.put(job.id, job)
      const source = await openSource(job)
      try {
        const pass = createPass({ transferId: job.id, choices: job.choices, seconds: toSeconds(clock()), isDry })
        await importUnits({ source, store, pass, tally, onPiece, signal })
      } finally {
        await source.close()
      }
      if (signal.aborted) return { ...(isDry ? job : now()), status: 'stopped' }
      return { ...now(), status: isDry ? 'checked' : 'done' }
    } catch (error) {
      return failed(isDry ? job : now(), error)
    }
  }

  function failed(job: Job, error: unknown): Job {
    if (error instanceof SourceError) return { ...job, status: 'failed', error: error.message }
    report(`Transfer ${job.id} was interrupted.`, error)
    return { ...job, status: 'stopped', error: 'The server could not go on. It can be tried again.' }
  }

  return {
    start,

    isRunning: (id: string) => running.has(id),

    /** Ends what it has begun, no more; resolves when that is stored. */
    async stop(id: string) {
      running.get(id)?.abort.abort()
      await running.get(id)?.done
    },

    /** What pages see of a transfer, as it is now. One that no process carries has stopped. */
    told(stored: Job): Transfer {
      const own = running.get(stored.id)
      const { source, ...job } = own?.job() ?? stored
      const isLost = !own && (job.status === 'checking' || job.status === 'importing')
      return {
        ...job,
        object: 'transfer',
        source: { kind: source.kind, name: source.name },
        status: isLost ? 'stopped' : job.status,
        progress: own?.progress() ?? atRest(job),
      }
    },

    async close() {
      for (const { abort } of running.values()) abort.abort()
      await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}

const atRest = ({ checked, imported }: Pick<Job, 'checked' | 'imported'>): TransferProgress => ({
  done: imported ? totalOf(imported) : 0,
  total: checked && totalOf(checked),
  rate: null,
  seconds_left: null,
})

/** The transfer as it is set going, from wherever it was: the dry run comes first. */
export const begun = (job: Job, choices: ConflictChoices): Job => ({
  ...job,
  error: null,
  choices: { ...job.choices, ...choices },
  status: job.checked ? 'importing' : 'checking',
})
