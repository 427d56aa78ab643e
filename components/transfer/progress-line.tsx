'use client'

import { useTranslations } from 'next-intl'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { TransferProgress } from '@/lib/protocol/transfer'

/** Below that seconds are counted, above it minutes. */
const MINUTES_FROM = 120

/** That it stands still, and for how long; nothing while it goes on. */
export function WaitingLine({ seconds }: { seconds: number | null }) {
  const t = useTranslations('transfer.progress')
  if (seconds === null) return null
  return (
    <p className="max-w-prose text-row text-muted">
      {seconds < MINUTES_FROM ? t('waits', { seconds }) : t('waits_minutes', { minutes: Math.round(seconds / 60) })}
    </p>
  )
}

/** How far an import is, how fast it goes, and how long it will take. */
export function ProgressLine({ progress: { done, total, rate, seconds_left } }: { progress: TransferProgress }) {
  const t = useTranslations('transfer.progress')
  const seconds = seconds_left === null ? null : Math.ceil(seconds_left)
  const words = [
    total === null ? plainNumber(done) : t('done', { done: plainNumber(done), total: plainNumber(total) }),
    ...(rate === null ? [] : [t('rate', { count: Math.round(rate) })]),
    ...(seconds === null
      ? []
      : [seconds < MINUTES_FROM ? t('left', { seconds }) : t('left_minutes', { minutes: Math.round(seconds / 60) })]),
  ]
  return (
    <div className="flex max-w-prose flex-col gap-1">
      <progress
        aria-label={t('label')}
        className="h-2 w-full accent-ink"
        max={total ?? undefined}
        value={total === null ? undefined : done}
      />
      <p className="text-meta text-muted tabular-nums">{words.join(' · ')}</p>
    </div>
  )
}
