import type { StreamRunEvent } from '@/lib/appbuilder/stream-event'

/** What was found out by asking, with the moment that the account has for it where that is known. Unix milliseconds. */
export type AskedEvent = StreamRunEvent & { readonly toldMs?: number }

/** When this happened by the account's own clock, in Unix milliseconds; null where it does not say. */
export function toldMomentOf(event: AskedEvent): number | null {
  if (event.toldMs) return event.toldMs
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
