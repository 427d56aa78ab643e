import type { StreamRunEvent } from '@/lib/appbuilder/stream-event'

/** What a look at a run found out, as its stream would have told it. Moments are Unix milliseconds. */
export interface Found {
  readonly event: StreamRunEvent
  /** When it happened by the account's own clock; null where the answer does not say. */
  readonly toldMs: number | null
  /** When the look before was taken, which had not shown it. */
  readonly notBefore: number
}

/** When the account says that this happened, in Unix milliseconds; null where it does not say. */
export function toldMomentOf(event: StreamRunEvent): number | null {
  if (event.event !== 'status') return null
  switch (event.event_type) {
    case 'tool_step_begin':
      return event.details?.run_step_object?.created_at || null
    case 'run_end': {
      const run = event.details?.run_object
      return (run && Math.max(run.completed_at, run.cancelled_at, run.failed_at, run.expired_at)) || null
    }
    default:
      return null
  }
}
