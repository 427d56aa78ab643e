'use client'

import { useTranslations } from 'next-intl'

/** What the definition has and the form has no field for: it stays. */
export function Kept({ kept }: { kept: readonly string[] }) {
  const t = useTranslations('assistants.function')
  if (kept.length === 0) return null
  return (
    <p className="w-full text-meta text-muted">
      {t('kept')} <span className="font-mono">{kept.join(', ')}</span>
    </p>
  )
}
