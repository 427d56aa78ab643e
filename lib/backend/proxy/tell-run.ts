import { appendOwn, type OwnEvent } from '@/lib/backend/log/runs-here'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import { keepPolling } from './keep-polling'
import type { Recording } from './recording'

/** So often a run is taken up again that another instance has taken meanwhile. */
const MAX_TAKES = 10

/**
 * Writes what others have to say of a run into its log, in the turn of its thread. Where several instances share the
 * runs, one that waits is followed by whichever has something to say of it.
 */
export async function tellRun(recording: Recording, runId: string, events: readonly OwnEvent[]): Promise<boolean> {
  const { runs, store, queue, log } = recording
  const { activeRuns, isShared } = runs
  const run = activeRuns.get(runId)?.view().run ?? (isShared ? await store.runs.get(runId) : undefined)
  if (!run) return false
  return queue.aside(run.thread_id, async () => {
    for (let times = 1; ; times += 1) {
      if (!activeRuns.has(runId) && isShared) {
        const live = await runs.take(runId, ['requires_action'])
        if (live) keepPolling(recording, live)
      }
      const live = activeRuns.get(runId)
      try {
        return await appendOwn({ log, activeRuns }, runId, events)
      } catch (error) {
        if (!(error instanceof LostRunError) || !live || !isShared || times === MAX_TAKES) throw error
        runs.fail(live, error)
      }
    }
  })
}
