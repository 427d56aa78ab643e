import type { OwnEvent } from '@/lib/backend/log/runs-here'
import type { Recording } from './recording'

/** Writes what others of this process have to say of a run into its log, in the turn of its thread. */
export async function tellRun(recording: Recording, runId: string, events: readonly OwnEvent[]): Promise<boolean> {
  const { activeRuns, queue, log } = recording
  const threadId = activeRuns.get(runId)?.view().run?.thread_id
  if (threadId === undefined) return false
  return queue.aside(threadId, async () => {
    const live = activeRuns.get(runId)
    if (!live) return false
    await log.append(
      live,
      events.map((event) => ({ ...event, source: 'engine' })),
    )
    return true
  })
}
