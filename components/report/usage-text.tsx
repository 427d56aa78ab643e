'use client'

import { useTranslations } from 'next-intl'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { Usage } from '@/lib/protocol/run'

interface UsageTextProps {
  readonly usage: Usage
  /** Estimated where the endpoint has not counted all of it. */
  readonly known: 'counted' | 'estimated'
}

/** Tokens used, as read + written; with ≈ where they were estimated. Props: usage, known. */
export function UsageText({ usage, known }: UsageTextProps) {
  const t = useTranslations('inspector')
  const values = {
    read: plainNumber(usage.prompt_tokens),
    written: plainNumber(usage.completion_tokens),
    total: plainNumber(usage.total_tokens),
  }
  const isEstimated = known === 'estimated'
  return (
    <span
      className="font-mono text-meta tabular-nums sm:whitespace-nowrap"
      title={t(isEstimated ? 'usage_estimated' : 'usage_long', values)}
    >
      {isEstimated && '≈ '}
      {t('usage', values)}
    </span>
  )
}
