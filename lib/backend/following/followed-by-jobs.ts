// Runs that instances share: each is followed by the one that has its job, and taken up by another where that one ends.
import type { RunStatus } from '@/lib/protocol/status'
import type { createExclusive } from '@/lib/backend/exclusive'
import type { Job, Jobs, Worker } from '@/lib/backend/jobs/jobs'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { runAmended, runClaimed } from '@/lib/backend/log/run-topics'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import type { Tables } from '@/lib/backend/store/store'
import type { FollowedRunsOptions, Here } from './followed-here'

/** So often it is seen to that every run that is underway has its job, and a moment more for each instance. */
const SWEEP_MS = 60_000
const SWEEP_SPREAD_MS = 30_000

type SharedOptions = FollowedRunsOptions & { readonly jobs: Jobs }

interface Sharing {
  readonly here: Here
  readonly exclusive: ReturnType<typeof createExclusive>
}

export function createSharing(options: SharedOptions, sharing: Sharing) {
  const { store, jobs, report } = options
  const { connection } = store
  const stopHearing = hear(options, sharing.here)
  let worker: Worker | undefined
  let clock: NodeJS.Timeout | undefined
  const hold = (tables: Tables, id: string) => jobs.hold(tables, 'follow', { connection, id })

  /** Every run that is underway has a job, whatever has become of it. */
  async function see() {
    const runs = await store.runs.underway()
    await jobs.ensure(
      'follow',
      runs.map(({ id }) => ({ connection, id })),
    )
  }

  return {
    /** Makes the run of this transaction one that is followed here. */
    hold,

    async take(runId: string, from?: readonly RunStatus[]): Promise<LiveRun | undefined> {
      const taken = await store.transaction(async (tables) => {
        const row = await tables.runs.claim(runId, from)
        return row && { row, begin: await hold(tables, runId) }
      })
      if (!taken) return undefined
      const live = await sharing.here.takeUp(taken.row)
      taken.begin()
      return live
    },

    async open() {
      worker = jobs.work('follow', connection, (job) => carry(options, sharing, job))
      await see()
      const seeAgain = () =>
        see().catch((error: unknown) => report('Runs without a job could not be looked for.', error))
      clock = setInterval(() => void seeAgain(), SWEEP_MS + SWEEP_SPREAD_MS * Math.random()).unref()
    },

    async close() {
      clearInterval(clock)
      await worker?.stop()
      stopHearing()
    },
  }
}

/** Lets go of runs that others have claimed. Returns the function that ends it. */
function hear({ store, report }: SharedOptions, here: Here): () => void {
  async function amend(runId: string) {
    const amended = here.runs.has(runId) ? await store.runs.get(runId) : undefined
    const live = here.runs.get(runId)
    const run = live?.view().run
    if (amended && run) live?.amend({ ...run, metadata: amended.metadata })
  }
  const ends = [
    store.notifier.listen(runClaimed, ({ run, attempt }) => {
      const live = here.runs.get(run)
      if (live && live.attempt < attempt) here.lose(live)
    }),
    store.notifier.listen(runAmended, ({ run }) => {
      amend(run).catch((error: unknown) => report(`The metadata of run ${run} could not be read.`, error))
    }),
  ]
  return () => ends.forEach((end) => end())
}

/** Follows the run of a job for as long as it is this instance's. */
async function carry(options: SharedOptions, { here, exclusive }: Sharing, job: Job) {
  const live = await exclusive(job.id, () => taken(options, here, job)).catch((error: unknown) => {
    if (!(error instanceof LostRunError)) throw error
  })
  if (!live) return
  const leave = () => here.lose(live)
  job.signal.addEventListener('abort', leave)
  if (job.signal.aborted) leave()
  try {
    await here.ended(live)
  } finally {
    job.signal.removeEventListener('abort', leave)
  }
  job.signal.throwIfAborted()
}

/** Takes the run of a job that has come here, unless the job has gone on meanwhile. */
async function taken({ store, follow }: SharedOptions, here: Here, job: Job): Promise<LiveRun | undefined> {
  const known = here.runs.get(job.id)
  if (known) return known
  const row = await store.transaction(async (tables) => {
    const row = await tables.runs.claim(job.id)
    if (row && !(await job.isOwn(tables))) throw new LostRunError(`Run ${job.id} has another job.`)
    return row
  })
  if (!row) return undefined
  const live = await here.takeUp(row)
  follow(live)
  return live
}
