'use client'

import type { RunEnd } from '@/lib/protocol/playground'
import type { RunStatus } from '@/lib/protocol/status'
import { useEndReason } from './use-end-reason'

export interface EndReasonProps {
  readonly run: RunEnd & { readonly status: RunStatus }
  readonly className: string
}

/** Why a run did not complete, in a line. */
export function EndReason({ run, className }: EndReasonProps) {
  const reason = useEndReason()(run)
  return (
    <span data-status={run.status} title={reason} className={className}>
      {reason}
    </span>
  )
}
