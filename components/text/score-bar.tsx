'use client'

import { useTranslations } from 'next-intl'

/** How well a chunk fitted a search: a score from 0 to 1, as a bar and a number. */
export function ScoreBar({ score }: { score: number }) {
  const t = useTranslations('thread.sources')
  return (
    <p className="flex min-w-0 items-center gap-2 text-meta text-muted">
      <span>{t('score')}</span>
      <span aria-hidden className="h-1.5 w-24 min-w-6 rounded-full bg-line">
        <span
          className="block h-full rounded-full bg-ink"
          style={{ width: `${Math.min(1, Math.max(0, score)) * 100}%` }}
        />
      </span>
      <span className="tabular-nums text-ink">{score.toFixed(2)}</span>
    </p>
  )
}
