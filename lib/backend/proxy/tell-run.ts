import { appendOwn, type OwnEvent } from '@/lib/backend/log/runs-here'
import type { Recording } from './recording'

/** Writes what others of this process have to say of a run into its log, in the turn of its thread. */
export async function tellRun(recording: Recording, runId: string, events: readonly OwnEvent[]): Promise<boolean> {
  const threadId = recording.activeRuns.get(runId)?.view().run?.thread_id
  if (threadId === undefined) return false
  return recording.queue.aside(threadId, () => appendOwn(recording, runId, events))
}
