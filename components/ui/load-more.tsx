'use client'

import { useTranslations } from 'next-intl'
import { Button } from './button'

interface LoadMoreProps {
  readonly hasMore: boolean
  readonly busy: boolean
  readonly onMore: () => void
}

/** The end of a list that has more. */
export function LoadMore({ hasMore, busy, onMore }: LoadMoreProps) {
  const t = useTranslations('common')
  if (!hasMore) return null
  return (
    <div className="flex justify-center py-3">
      <Button busy={busy} onClick={onMore}>
        {busy ? t('loading_more') : t('load_more')}
      </Button>
    </div>
  )
}
