import type { StreamRunEvent } from '@/lib/appbuilder/stream-event'

/** What a poll of a run found, as its stream would have sent it. Times are Unix milliseconds. */
export interface PolledEvent {
  readonly event: StreamRunEvent
  /** When it happened by the account's clock; null where the answer does not say. */
  readonly accountMs: number | null
  /** When the poll before was sent, which had not shown it. */
  readonly notBefore: number
}

/** When the account says that this happened, in Unix milliseconds; null where it does not say. */
export function accountTimeOf(event: StreamRunEvent): number | null {
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
