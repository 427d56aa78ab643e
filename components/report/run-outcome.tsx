'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useDuration } from '@/components/ui/use-duration'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { Run } from '@/lib/protocol/run'
import { ownFailureOf } from '@/lib/run/own-failures'

interface RunOutcomeProps {
  readonly run: Run
  /** Runs it once more: offered where the server is why it ended. */
  readonly runAgain: ReactNode
}

/** Why a run ended otherwise than completed, and what to do next. Nothing for all others. Props: run, runAgain. */
export function RunOutcome({ run, runAgain }: RunOutcomeProps) {
  const t = useTranslations('inspector.outcome')
  const locale = useLocale()
  const own = run.last_error ? ownFailureOf(run.last_error) : undefined
  const kind = own ?? outcomeOf(run)
  const limit = useLimit(run)
  if (!kind) return null
  // Our own words about it stand in the catalogue; to readers of another language the wire's are quoted beside them.
  const message = own && locale === 'en' ? undefined : run.last_error?.message
  return (
    <div data-status={run.status} className="flex max-w-prose flex-col gap-1 rounded-field bg-tint px-3 py-2">
      <p className="text-row font-medium text-tone">{t(`${kind}.title`, { limit: limit ?? 'unknown' })}</p>
      {message && (
        <p className="text-row wrap-anywhere">
          <q lang="en">{message}</q>
        </p>
      )}
      <p className="text-row">{t(`${kind}.next`)}</p>
      {own === 'stopped_often' && runAgain}
    </div>
  )
}

/** The limit that a run ran into, in words; null where none is known. */
function useLimit({ status, created_at, expires_at, incomplete_details, ...run }: Run): string | null {
  const duration = useDuration()
  if (status === 'expired') return expires_at === null ? null : duration((expires_at - created_at) * 1000, 'round')
  const tokens = incomplete_details?.reason === 'max_prompt_tokens' ? run.max_prompt_tokens : run.max_completion_tokens
  return status !== 'incomplete' || tokens === null ? null : plainNumber(tokens)
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
