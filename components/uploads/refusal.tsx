'use client'

import { useTranslations } from 'next-intl'
import { errorKind } from '@/components/ui/error-kind'

/** Why a file was not taken, in words. */
export function Refusal({ error }: { error: unknown }) {
  const t = useTranslations('files.refusal')
  const kind = errorKind(error)
  if (kind === 'offline') return t('offline')
  if (kind === 'unauthorized') return t('unauthorized')
  if (kind === 'store_full') return t('full')
  return (
    <>
      {t('refused')}
      {error instanceof Error && (
        <>
          {' '}
          <q lang="en">{error.message}</q>
        </>
      )}
    </>
  )
}
