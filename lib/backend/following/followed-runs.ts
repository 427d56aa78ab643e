// Runs that others execute and that are followed from here. Where several instances share the store, each run is
// followed by one of them: it has the run's job, and another takes that up where it ends first.
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import { createExclusive } from '@/lib/backend/exclusive'
import type { BeginHeld } from '@/lib/backend/jobs/jobs'
import type { LiveRun } from '@/lib/backend/log/live-run'
import type { Tables } from '@/lib/backend/store/store'
import { createSharing } from './followed-by-jobs'
import { createHere, type FollowedRunsOptions, type Here } from './followed-here'

/** For the transaction that lays a run down: makes it this instance's. */
type Hold = (tables: Tables) => Promise<void>

export type FollowedRuns = ReturnType<typeof createFollowedRuns>

export function createFollowedRuns(options: FollowedRunsOptions) {
  const { store, jobs } = options
  const here = createHere(options)
  const exclusive = createExclusive()
  const sharing = jobs && createSharing({ ...options, jobs }, { here, exclusive })

  return {
    /** Those that are followed here: nobody else writes their logs. */
    activeRuns: here.runs,

    isShared: jobs !== undefined,

    /** Whether another instance follows the run, or soon will. */
    isElsewhere: (runId: string, status: RunStatus) =>
      jobs !== undefined && !isTerminal(status) && !here.runs.has(runId),

    /** Lays a run down that is followed here from its beginning. `lay` calls `hold` in its transaction. */
    enter: (live: LiveRun, lay: (hold: Hold) => Promise<void>) => enter({ here, sharing }, live, lay),

    /**
     * Takes up a run that is not followed here, in one of these statuses or any in which it is not at rest: whoever had
     * it writes no more. Undefined where there is none. The caller follows it.
     */
    take: (runId: string, from?: readonly RunStatus[]): Promise<LiveRun | undefined> =>
      exclusive(runId, async () => {
        const known = here.runs.get(runId)
        if (known) return known
        if (sharing) return sharing.take(runId, from)
        const row = await store.runs.claim(runId, from)
        return row && here.takeUp(row)
      }),

    /** The run has come to rest. */
    rested: here.drop,

    /**
     * It cannot be written any more, or for now. Whoever watches it is told; where instances share the runs, another
     * has it or takes it up.
     */
    fail: here.fail,

    /** Goes on with those that are underway. Call once, before the first request. */
    async recover() {
      if (sharing) return sharing.open()
      for (const { run } of await store.runs.unfinished()) {
        const row = await store.runs.claim(run.id, [run.status])
        if (row) options.follow(await here.takeUp(row))
      }
    },

    /** Follows none of them any more; others may. */
    close: async () => sharing?.close(),
  }
}

interface Entering {
  readonly here: Here
  readonly sharing: Pick<ReturnType<typeof createSharing>, 'hold'> | undefined
}

async function enter({ here, sharing }: Entering, live: LiveRun, lay: (hold: Hold) => Promise<void>) {
  let begin: BeginHeld | undefined
  here.add(live)
  try {
    await lay(async (tables) => {
      begin = await sharing?.hold(tables, live.id)
    })
  } catch (error) {
    here.drop(live)
    throw error
  }
  begin?.()
}
