'use client'

import { useTranslations } from 'next-intl'
import { useStore } from 'zustand'
import { lineStore } from '@/components/line-store'

/** Says that the live line is broken, as long as it is. */
export function OfflineBanner() {
  const t = useTranslations('shell')
  const lost = useStore(lineStore, ({ line }) => line === 'lost')
  return (
    <div role="status" data-status="failed" className="sticky top-(--shell-top) z-20">
      {lost && <p className="bg-tint px-4 py-2 text-center text-row font-medium text-tone">{t('offline')}</p>}
    </div>
  )
}
