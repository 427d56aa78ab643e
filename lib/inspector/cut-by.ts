import type { Message } from '@/lib/protocol/message'
import type { RunStatus } from '@/lib/protocol/status'

type Reason = NonNullable<Message['incomplete_details']>['reason']

const states = {
  run_cancelled: 'cancelled',
  run_expired: 'expired',
  run_failed: 'failed',
  max_tokens: 'incomplete',
  content_filter: 'incomplete',
} as const satisfies Record<Reason, RunStatus>

/** The state that ended a message before it was whole, and in whose colour that is told. Null for a whole one. */
export const cutBy = ({ incomplete_details }: Pick<Message, 'incomplete_details'>): RunStatus | null =>
  incomplete_details && states[incomplete_details.reason]
