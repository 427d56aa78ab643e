'use client'

import { useTranslations } from 'next-intl'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { TransferProgress } from '@/lib/protocol/transfer'

/** How far an import is, how fast it goes, and how long it will take. */
export function ProgressLine({ progress: { done, total, rate, seconds_left } }: { progress: TransferProgress }) {
  const t = useTranslations('transfer.progress')
  const seconds = seconds_left === null ? null : Math.ceil(seconds_left)
  const words = [
    total === null ? plainNumber(done) : t('done', { done: plainNumber(done), total: plainNumber(total) }),
    ...(rate === null ? [] : [t('rate', { count: Math.round(rate) })]),
    ...(seconds === null
      ? []
      : [seconds < 120 ? t('left', { seconds }) : t('left_minutes', { minutes: Math.round(seconds / 60) })]),
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
