'use client'

import { Suspense } from 'react'
import { lateSilently } from '@/components/late/late'
import type { RunStatus } from '@/lib/protocol/status'
import type { EndReasonProps } from './end-reason'

const LateEndReason = lateSilently(() => import('./end-reason').then((file) => file.EndReason))

/** Whether a run of this status has a reason why it did not complete. */
export const hasEndReason = (status: RunStatus) =>
  status === 'failed' || status === 'incomplete' || status === 'expired'

/** Why a run did not complete. The script that finds the words comes with the first such run of a page. */
export const EndReason = (props: EndReasonProps) => (
  <Suspense>
    <LateEndReason {...props} />
  </Suspense>
)
