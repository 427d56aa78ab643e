// The runs that this instance follows.
import type { Clock } from '@/lib/backend/clock'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import { createLiveRun, type LiveRun } from '@/lib/backend/log/live-run'
import { runClaimed } from '@/lib/backend/log/run-topics'
import { storedView } from '@/lib/backend/log/stored-view'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import type { RunRow } from '@/lib/backend/store/run-table'
import type { Store } from '@/lib/backend/store/store'
import { withResolvers } from '@/lib/backend/with-resolvers'

export interface FollowedRunsOptions {
  readonly store: Store
  /** Where several instances share the store; without it this process follows all runs. */
  readonly jobs: Jobs | undefined
  readonly clock: Clock
  /** Does anybody watch the run here? By default somebody may always. */
  readonly isWatched?: (runId: string) => boolean
  /** Follows a run from now on, in the background. */
  readonly follow: (live: LiveRun) => void
  /** Ends that: another instance has the run, or will. */
  readonly leave: (live: LiveRun) => void
  readonly report: (message: string, error: unknown) => void
}

export type Here = ReturnType<typeof createHere>

export function createHere({ store, clock, isWatched, leave }: FollowedRunsOptions) {
  const runs = new Map<string, LiveRun>()
  /** With why it could not be followed, if that is how it ended. */
  const ends = new WeakMap<LiveRun, ReturnType<typeof withResolvers<unknown>>>()

  function add(live: LiveRun) {
    ends.set(live, withResolvers<unknown>())
    runs.set(live.id, live)
  }

  function drop(live: LiveRun) {
    // Taken up again it is another's.
    if (runs.get(live.id) === live) runs.delete(live.id)
    ends.get(live)?.resolve(undefined)
  }

  function lose(live: LiveRun) {
    drop(live)
    leave(live)
    live.letGo()
  }

  return {
    runs,
    add,
    drop,
    lose,

    /** Resolves when it is followed here no longer. Throws why it could not be. */
    async ended(live: LiveRun) {
      const failure = await ends.get(live)?.promise
      if (failure !== undefined) throw failure
    },

    fail(live: LiveRun, error: unknown) {
      if (!(error instanceof LostRunError)) ends.get(live)?.resolve(error)
      lose(live)
      live.fail(error)
    },

    async takeUp({ run, attempt }: RunRow): Promise<LiveRun> {
      store.notifier.tell(runClaimed, { run: run.id, attempt })
      const view = { ...(await storedView(store.events, run.id)), run }
      const live = createLiveRun(run.id, {
        ...{ attempt, view, clock },
        ...(isWatched && { isFollowed: () => isWatched(run.id) }),
      })
      add(live)
      return live
    },
  }
}
