// The list of a backend's threads where several instances share the store: a job that one of them has, also while it
// waits for its next day, and that another takes up where that one ends. What it has come to stands in the database.
import { once } from 'node:events'
import { createExclusive } from '@/lib/backend/exclusive'
import type { Job, Jobs, Worker } from '@/lib/backend/jobs/jobs'
import type { Tables } from '@/lib/backend/store/store'
import type { BackgroundListing } from './background-listing'
import {
  keepListing,
  type KeptListing,
  keptListing,
  newListing,
  startedListing,
  toldListing,
  underway,
} from './kept-listing'
import { readDaily } from './read-daily'
import type { Recording } from './recording'

export function createListingByJobs(recording: Recording, jobs: Jobs): BackgroundListing {
  const { store, clock } = recording
  const subject = { connection: store.connection, id: 'threads' }
  let worker: Worker | undefined
  let leaving = new AbortController()
  leaving.abort()

  /** In the place of whatever any instance was at. */
  const anew = (change: (kept: KeptListing | undefined) => KeptListing | undefined) =>
    store.transaction(async (tables) => {
      // First, as whoever writes holds the job first.
      await jobs.resend(tables, 'list', subject)
      const next = change(await keptListing(tables))
      if (next) await keepListing(tables, next)
    })

  async function ensure() {
    if ((await keptListing(store))?.status !== 'stopped') await jobs.ensure('list', [subject])
  }

  return {
    state: () => toldListing(store, { nowMs: clock() }),

    async start() {
      const kept = await keptListing(store)
      if (kept?.status === 'running') return ensure()
      await anew((kept) => startedListing(kept, clock()))
    },

    // Whoever has the job loses it, and whoever takes the new one finds nothing to do.
    stop: () => anew((kept) => (kept?.status === 'running' ? { ...kept, status: 'stopped' } : undefined)),

    async open() {
      leaving = new AbortController()
      worker ??= jobs.work('list', store.connection, (job) => carry(recording, { job, leaving: leaving.signal }))
      await ensure()
    },

    async leave() {
      leaving.abort(new Error('The backend lists its threads no more.'))
    },

    ended: async () => worker?.stop(),
  }
}

interface Carrying {
  readonly job: Job
  readonly leaving: AbortSignal
}

/** Reads until the job is another's, or there is nothing to read. */
async function carry(recording: Recording, { job, leaving }: Carrying) {
  const { store, clock, closing, report } = recording
  const kept = (await keptListing(store)) ?? newListing(clock(), undefined)
  if (leaving.aborted || kept.status === 'stopped') return
  const lost = new AbortController()
  const exclusive = createExclusive()
  // In the order in which it comes to them: what is told of waiting is not waited for.
  const put = (kept: KeptListing) =>
    exclusive('kept', () =>
      store.transaction(async (tables) => {
        if (await isLost(tables)) throw lost.signal.reason
        await keepListing(tables, kept)
      }),
    )
  async function isLost(tables: Tables) {
    if (!(await job.isOwn(tables))) lost.abort(new Error('Another instance reads the list.'))
    return lost.signal.aborted
  }
  try {
    await readDaily(kept.status === 'failed' ? underway(kept) : kept, {
      ...{ recording, put, signal: AbortSignal.any([job.signal, lost.signal, leaving]) },
      onWaiting(ms, kept) {
        const waits_until_ms = ms === null ? null : clock() + ms
        put({ ...kept, waits_until_ms }).catch((error: unknown) => {
          if (!lost.signal.aborted) report('It could not be kept that reading a list of threads waits.', error)
        })
      },
    })
  } catch (error) {
    if (lost.signal.aborted || leaving.aborted) return
    // What it asks is broken off a moment before the job is given back.
    if (closing.signal.aborted && !job.signal.aborted) await once(job.signal, 'abort')
    throw error
  }
}
