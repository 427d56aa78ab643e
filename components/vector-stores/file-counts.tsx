'use client'

import { useTranslations } from 'next-intl'
import type { FileCounts as Counts } from '@/lib/protocol/vector-store'

const told = ['in_progress', 'failed', 'cancelled'] as const

/** How many files a store has, and how many of them are not ready. Props: counts. */
export function FileCounts({ counts }: { counts: Counts }) {
  const t = useTranslations('stores.counts')
  return (
    <span className="tabular-nums">
      {t('total', { count: counts.total })}
      {told
        .filter((state) => counts[state] > 0)
        .map((state) => (
          <span key={state} data-status={state} className="text-tone">
            {` · ${t(state, { count: counts[state] })}`}
          </span>
        ))}
    </span>
  )
}
