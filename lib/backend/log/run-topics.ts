// What instances tell each other of a connection's runs.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { RunStatus } from '@/lib/protocol/status'
import { createTopic } from '@/lib/backend/notifier'

/** A run's log has grown to `last_seq`, and how the run stands there; without `events` the store has them. */
export interface LogNotice {
  readonly run: string
  readonly status: RunStatus
  readonly last_seq: number
  readonly events?: readonly LoggedEvent[]
}

export const logGrown = createTopic<LogNotice>('log')

/** A run was claimed: whoever carries it as an earlier attempt stops, and writes nothing more. */
export const runClaimed = createTopic<{ readonly run: string; readonly attempt: number }>('claimed')

/** The metadata of a run was changed by its client: whoever carries it reads it anew. */
export const runAmended = createTopic<{ readonly run: string }>('amended')
