// Follows runs by their logs: in batches, and from where they were read to before.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { readLog } from '@/lib/wire-client/read-log'
import { fold, type RunView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { pendingCalls } from '@/lib/run/tool-calls'
import type { FaceServices } from './context'

interface Following {
  /** The number of an event. */
  readonly after: number
  readonly signal: AbortSignal
}

/** The run as this event has it; nothing where it is about something else. */
const runIn = ({ data }: LoggedEvent): Run | undefined =>
  'object' in data && data.object === 'thread.run' ? data : undefined

interface Reading {
  readonly runId: string
  /** From where on it is read. */
  readonly from: RunView
  readonly signal: AbortSignal
  /** At which event it is read no further. Without one the log is read until the run rests. */
  readonly isLast?: (event: LoggedEvent) => boolean
}

/** The run as its log leaves it at the last event that is read. */
async function viewAt({ wire, views }: FaceServices, { runId, from, signal, isLast }: Reading): Promise<RunView> {
  let view = from
  for await (const batch of readLog(wire, { runId, after: view.lastSeq, signal })) {
    const end = isLast ? batch.findIndex(isLast) : -1
    view = fold(view, end < 0 ? batch : batch.slice(0, end + 1))
    if (end >= 0) break
  }
  views.keep(runId, view)
  return view
}

/** Does this event bring the run to its end, or to calls that its client must answer? */
export function settles(event: LoggedEvent): boolean {
  const status = runIn(event)?.status
  return status !== undefined && (isTerminal(status) || status === 'requires_action')
}

/** Waits until the run rests or needs outputs; what its log said up to `after` does not count. */
export function settled(services: FaceServices, runId: string, { after, signal }: Following): Promise<RunView> {
  const isLast = (event: LoggedEvent) => event.seq > after && settles(event)
  return viewAt(services, { runId, from: services.views.upTo(runId, after), signal, isLast })
}

/** The run as the event of that number left it. */
export async function viewUpTo(services: FaceServices, runId: string, { after, signal }: Following): Promise<RunView> {
  const from = services.views.upTo(runId, after)
  if (from.lastSeq === after) return from
  return viewAt(services, { runId, from, signal, isLast: ({ seq }) => seq >= after })
}

/** Waits until the run rests. */
export const ended = (services: FaceServices, { id }: Run, signal: AbortSignal): Promise<RunView> =>
  viewAt(services, { runId: id, from: services.views.upTo(id, Infinity), signal })

/** Where the log stands of a run that waits. It may have waited before: only at these calls it waits now. */
export async function seqAtCalls(services: FaceServices, waiting: Run, signal: AbortSignal): Promise<number> {
  const idsOf = (run: Run) =>
    pendingCalls(run)
      .map(({ id }) => id)
      .join()
  const wanted = idsOf(waiting)
  const isThere = (run: Run) => isTerminal(run.status) || (wanted !== '' && idsOf(run) === wanted)
  const from = services.views.upTo(waiting.id, Infinity)
  if (from.run && isThere(from.run)) return from.lastSeq
  const isLast = (event: LoggedEvent) => {
    const run = runIn(event)
    return run !== undefined && isThere(run)
  }
  return (await viewAt(services, { runId: waiting.id, from, signal, isLast })).lastSeq
}
