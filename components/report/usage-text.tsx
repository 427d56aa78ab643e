'use client'

import { useTranslations } from 'next-intl'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { Usage } from '@/lib/protocol/run'

/** Tokens used, as read + written. Props: usage. */
export function UsageText({ usage }: { usage: Usage }) {
  const t = useTranslations('inspector')
  const values = {
    read: plainNumber(usage.prompt_tokens),
    written: plainNumber(usage.completion_tokens),
    total: plainNumber(usage.total_tokens),
  }
  return (
    <span className="font-mono text-meta tabular-nums sm:whitespace-nowrap" title={t('usage_long', values)}>
      {t('usage', values)}
    </span>
  )
}
