import type { StreamRunEvent } from '@/lib/appbuilder/stream-event'

/** Why a run ended, as far as an event says that. */
export function reasonIn(event: StreamRunEvent | undefined): string {
  if (event?.event !== 'status' || event.event_type !== 'run_end') return ''
  return event.details?.run_object?.last_error?.message || event.details?.error_info?.message || ''
}
