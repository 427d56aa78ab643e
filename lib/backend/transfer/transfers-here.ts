// Transfers of the one process of a database.
import { createExclusive } from '@/lib/backend/exclusive'
import { createCourse } from './course'
import {
  isUnderway,
  type Running,
  told,
  type CarriedTransfers,
  type CarriedTransfersOptions,
} from './carried-transfers'
import { walkSource } from './walk-source'

interface RunningHere extends Running {
  readonly done: Promise<void>
}

export function createTransfersHere({ release, ...walking }: CarriedTransfersOptions): CarriedTransfers {
  const { clock, report } = walking
  const running = new Map<string, RunningHere>()
  const exclusive = createExclusive()

  return {
    /** Returns at once. */
    async start(store, job) {
      const abort = new AbortController()
      const { signal } = abort
      const course = createCourse(clock, job)
      const keep = (kept: typeof job) => store.transfers.put(job.id, kept)
      const done = exclusive(job.to, () => walkSource({ store, job, signal, course, keep }, walking))
        .then(async (ended) => {
          await keep(ended)
          if (ended.status === 'done') await release(ended)
        })
        .catch((error: unknown) => report(`Transfer ${job.id} could not be written down.`, error))
        .finally(() => running.delete(job.id))
      running.set(job.id, { abort, done, job: course.now, progress: course.progress })
    },

    isRunning: ({ id }) => running.has(id),

    async stop(_store, id) {
      running.get(id)?.abort.abort()
      await running.get(id)?.done
    },

    /** One that no process carries has stopped. */
    told(stored) {
      const own = running.get(stored.id)
      return told(!own && isUnderway(stored) ? { ...stored, status: 'stopped' } : stored, own)
    },

    async close() {
      for (const { abort } of running.values()) abort.abort()
      await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}
