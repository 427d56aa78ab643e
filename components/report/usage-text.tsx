'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Usage } from '@/lib/protocol/run'

/** Tokens used, as read + written. Props: usage. */
export function UsageText({ usage }: { usage: Usage }) {
  const t = useTranslations('inspector')
  const format = useFormatter()
  const values = {
    read: format.number(usage.prompt_tokens),
    written: format.number(usage.completion_tokens),
    total: format.number(usage.total_tokens),
  }
  return (
    <span className="font-mono text-meta tabular-nums sm:whitespace-nowrap" title={t('usage_long', values)}>
      {t('usage', values)}
    </span>
  )
}
