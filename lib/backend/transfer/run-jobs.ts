// Carries transfers through their lives: dry run, import, stop, and going on from wherever it was.
import type { ConflictChoices, Transfer, TransferProgress } from '@/lib/protocol/transfer'
import { createExclusive } from '@/lib/backend/exclusive'
import type { Store } from '@/lib/backend/store/store'
import { createCourse } from './course'
import { totalIn } from './tally'
import type { Job } from './transfer-job'
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
    const course = createCourse(clock, job)
    const done = exclusive(job.to, () => walkSource({ store, job, signal, course }, walking))
      .then(async (ended) => {
        await store.transfers.put(job.id, ended)
        if (ended.status === 'done') await release(ended)
      })
      .catch((error: unknown) => report(`Transfer ${job.id} could not be written down.`, error))
      .finally(() => running.delete(job.id))
    running.set(job.id, { abort, done, job: course.now, progress: course.progress })
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
      const { source, checkpoint: _, pieces: __, ...job } = own?.job() ?? stored
      const isLost = !own && (job.status === 'checking' || job.status === 'importing')
      return {
        ...job,
        object: 'transfer',
        with_file_bytes: job.with_file_bytes ?? true,
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
