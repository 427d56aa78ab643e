'use client'

import { useTranslations } from 'next-intl'
import type { Run } from '@/lib/protocol/run'
import { ownFailureOf } from '@/lib/run/own-failures'

/** Why a run ended otherwise than completed, and what to do next. Nothing for all others. Props: run. */
export function RunOutcome({ run }: { run: Run }) {
  const t = useTranslations('inspector.outcome')
  const own = run.last_error ? ownFailureOf(run.last_error) : undefined
  const kind = own ?? outcomeOf(run)
  if (!kind) return null
  // Our own words about it stand in the catalogue.
  const message = own ? undefined : run.last_error?.message
  return (
    <div data-status={run.status} className="flex max-w-prose flex-col gap-1 rounded-field bg-tint px-3 py-2">
      <p className="text-row font-medium text-tone">{t(`${kind}.title`)}</p>
      {message && (
        <p className="text-row wrap-anywhere">
          <q lang="en">{message}</q>
        </p>
      )}
      <p className="text-row">{t(`${kind}.next`)}</p>
    </div>
  )
}

function outcomeOf({ status, last_error, incomplete_details }: Run) {
  switch (status) {
    case 'failed':
      return last_error?.code ?? 'server_error'
    case 'incomplete':
      return incomplete_details?.reason ?? 'max_completion_tokens'
    case 'expired':
    case 'cancelled':
      return status
    default:
      return undefined
  }
}
