import type { RunFilter } from '@/lib/client/api'
import type { RunStatus } from '@/lib/protocol/status'

const oneOf = (...statuses: RunStatus[]): RunFilter => ({ status: statuses.join(',') })

/** The runs that the overview shows. */
export const overviewRuns = {
  waiting: oneOf('requires_action'),
  running: oneOf('queued', 'in_progress', 'cancelling'),
  failed: oneOf('failed', 'incomplete', 'expired'),
} as const satisfies Record<string, RunFilter>
