'use client'

import { useTranslations } from 'next-intl'
import { useStore } from 'zustand'
import { lineStore } from '@/components/connection/line-store'

/** Says while the server cannot be reached, or asks for the access token. */
export function OfflineBanner() {
  const t = useTranslations('shell')
  const line = useStore(lineStore, (state) => state.line)
  return (
    <div role="status" data-status="failed" className="sticky top-(--shell-top) z-20 short:static">
      {line === 'lost' && <p className={look}>{t('offline')}</p>}
      {line === 'signed_out' && (
        <p className={look}>
          {t('signed_out')}{' '}
          <a href="/login" target="_blank" rel="noreferrer" className="underline underline-offset-2">
            {t('sign_in')}
          </a>
        </p>
      )}
    </div>
  )
}

const look = 'bg-tint px-4 py-2 text-center text-row font-medium text-tone'
