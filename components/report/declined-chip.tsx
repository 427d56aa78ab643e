'use client'

import { useTranslations } from 'next-intl'
import { StatusGlyph } from '@/components/ui/status-glyph'

/** Of a call that a person did not allow: its step is completed, and still nothing was carried out. Props: muted. */
export function DeclinedChip({ muted = false }: { muted?: boolean }) {
  const t = useTranslations('inspector.responder')
  return (
    <span
      data-status="cancelled"
      title={t('declined')}
      className={`inline-flex h-5 shrink-0 items-center gap-1.5 rounded-chip px-1.5 text-meta font-medium whitespace-nowrap
        text-tone ${muted ? '' : 'bg-tint'}`}
    >
      <StatusGlyph status="cancelled" />
      {t('declined_short')}
    </span>
  )
}
