// The enumerations of the wire. Plain constants without zod, which browsers can load at no cost.

export const runStatuses = [
  'queued',
  'in_progress',
  'requires_action',
  'cancelling',
  'completed',
  'incomplete',
  'failed',
  'cancelled',
  'expired',
] as const
export type RunStatus = (typeof runStatuses)[number]

export const stepStatuses = ['in_progress', 'completed', 'failed', 'cancelled', 'expired'] as const
export type StepStatus = (typeof stepStatuses)[number]

export const messageStatuses = ['in_progress', 'incomplete', 'completed'] as const
export type MessageStatus = (typeof messageStatuses)[number]

export const messageIncompleteReasons = [
  'content_filter',
  'max_tokens',
  'run_cancelled',
  'run_expired',
  'run_failed',
] as const
