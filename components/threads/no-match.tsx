'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

/** No thread has these words. */
export function NoMatch({ q, onClear }: { q: string; onClear: () => void }) {
  const t = useTranslations('threads.no_match')
  return (
    <EmptyState
      title={t('title')}
      text={q ? t('text', { q }) : t('text_filtered')}
      action={<Button onClick={onClear}>{t('action')}</Button>}
    />
  )
}
