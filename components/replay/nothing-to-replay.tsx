'use client'

import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'

/** For a thread in which nothing has happened. */
export function NothingToReplay() {
  const t = useTranslations('replay')
  return (
    <div className="px-4">
      <EmptyState title={t('empty_title')} text={t('empty_text')} />
    </div>
  )
}
