import type { StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { pendingCalls } from '@/lib/run/tool-calls'
import { waitingStep } from './to-wire-events'

/** The first events of a run that others began: its status, and what it waits for. What it did before was not seen. */
export const firstObserved = (run: Run, at: Parameters<typeof waitingStep>[2]): readonly StreamEvent[] => {
  const calls = pendingCalls(run)
  return [...(calls.length > 0 ? waitingStep(run, calls, at) : []), { event: `thread.run.${run.status}`, data: run }]
}
