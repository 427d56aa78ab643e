import type { RunEvent } from '@/lib/protocol/event'
import type { Store } from '@/lib/backend/store/store'
import type { Changes } from './changes'
import type { EventLog } from './event-log'
import type { LiveRun } from './live-run'

/** What only the playground itself tells of a run. */
export type OwnEvent = Extract<RunEvent, { readonly event: 'playground.responder.told' }>

/** The runs of a connection, for what else in this process has to do with them. */
export interface RunsHere {
  readonly store: Store
  /** Tells when runs change their status, and that they wait for a person after all. */
  readonly changes: Pick<Changes, 'subscribe' | 'publish'>
  /** Whether `tell` writes into the log of any run that waits: such runs are carried by nobody. */
  readonly isAnywhere?: boolean
  /** Writes into the log of a run that is not at rest. False where this process does not carry or follow it. */
  tell(runId: string, events: readonly OwnEvent[]): Promise<boolean>
}

interface Followed {
  readonly log: Pick<EventLog, 'append'>
  readonly activeRuns: ReadonlyMap<string, LiveRun>
}

/** Writes such events into the log of a run that is followed here, for whoever has the run to itself meanwhile. */
export async function appendOwn({ log, activeRuns }: Followed, runId: string, events: readonly OwnEvent[]) {
  const live = activeRuns.get(runId)
  if (!live) return false
  await log.append(
    live,
    events.map((event) => ({ ...event, source: 'engine' })),
  )
  return true
}
