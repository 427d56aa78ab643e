'use client'

import { StatusChip } from '@/components/ui/status-chip'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import { BackendWatch, useAwaySince } from './away'

interface RunStatusChipProps {
  readonly status: RunStatus
  readonly muted?: boolean
  /** When it was last seen, in Unix ms, where that is known. */
  readonly seenMs?: number | null | undefined
}

/** The status of a run; of an active one what was last known while the connection's backend does not answer. */
export function RunStatusChip({ status, muted, seenMs = null }: RunStatusChipProps) {
  const isAway = useAwaySince() !== null
  return (
    <>
      {!isTerminal(status) && <BackendWatch />}
      <StatusChip status={status} lastKnownMs={isAway ? seenMs : undefined} {...(muted !== undefined && { muted })} />
    </>
  )
}
