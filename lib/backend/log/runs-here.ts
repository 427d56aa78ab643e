import type { RunEvent } from '@/lib/protocol/event'
import type { Store } from '@/lib/backend/store/store'
import type { Changes } from './changes'

/** What only the playground itself tells of a run. */
export type OwnEvent = Extract<RunEvent, { readonly event: 'playground.responder.told' }>

/** The runs of a connection, for what else in this process has to do with them. */
export interface RunsHere {
  readonly store: Store
  /** Tells when runs change their status. */
  readonly changes: Pick<Changes, 'subscribe'>
  /** Writes into the log of a run that is not at rest. False where this process does not carry or follow it. */
  tell(runId: string, events: readonly OwnEvent[]): Promise<boolean>
}
