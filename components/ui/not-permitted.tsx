'use client'

import { useTranslations } from 'next-intl'
import { EmptyState } from './empty-state'

/** In the place of a form that whoever looks may not send. */
export function NotPermitted() {
  const t = useTranslations('errors.forbidden')
  return <EmptyState title={t('title')} text={t('next')} />
}
