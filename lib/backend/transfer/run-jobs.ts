// Carries transfers through their lives: dry run, import, stop, and going on from wherever it was.
import type { ConflictChoices, Transfer, TransferProgress } from '@/lib/protocol/transfer'
import { createExclusive } from '@/lib/backend/exclusive'
import type { Store } from '@/lib/backend/store/store'
import { createProgress } from './progress'
import { createTally } from './tally'
import { type Job, totalOf } from './transfer-job'
import { walkSource, type WalkOptions } from './walk-source'

interface JobsOptions extends WalkOptions {
  /** Called when a transfer is over, and its source is not read again. */
  readonly release: (job: Job) => Promise<void>
}

interface Running {
  readonly abort: AbortController
  readonly done: Promise<void>
  /** As it is now. */
  job(): Job
  progress(): TransferProgress
}

export type Jobs = ReturnType<typeof createJobs>

export function createJobs({ release, ...walking }: JobsOptions) {
  const { clock, report } = walking
  const running = new Map<string, Running>()
  const exclusive = createExclusive()

  /** Sets a transfer going: its dry run, or the import. One after the other for each connection. Returns at once. */
  function start(store: Store, job: Job) {
    const abort = new AbortController()
    const { signal } = abort
    const isDry = job.status === 'checking'
    const progress = createProgress(clock, isDry || !job.checked ? null : totalOf(job.checked))
    const tally = createTally()
    const now = (): Job => ({ ...job, [isDry ? 'checked' : 'imported']: tally.told() })
    const done = exclusive(job.to, () => walkSource({ store, job, signal, progress, tally, now }, walking))
      .then(async (ended) => {
        await store.transfers.put(job.id, ended)
        if (ended.status === 'done') await release(ended)
      })
      .catch((error: unknown) => report(`Transfer ${job.id} could not be written down.`, error))
      .finally(() => running.delete(job.id))
    running.set(job.id, { abort, done, job: now, progress: progress.told })
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
