'use client'

import { useTranslations } from 'next-intl'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'

/** A connection whose backend has no vector stores says so. */
export function NoStoresHere() {
  const t = useTranslations('stores')
  return (
    <Page title={t('title')}>
      <EmptyState title={t('unavailable.title')} text={t('unavailable.text')} />
    </Page>
  )
}
