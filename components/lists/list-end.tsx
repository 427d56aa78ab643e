'use client'

import { useTranslations } from 'next-intl'
import { LoadMore } from '@/components/ui/load-more'

interface ListEndProps {
  readonly count: number
  readonly hasMore: boolean
  readonly busy: boolean
  readonly onMore: () => void
}

/** How much of a list stands above, and the way to more of it. */
export function ListEnd({ count, hasMore, busy, onMore }: ListEndProps) {
  const t = useTranslations('lists')
  return (
    <div className="flex flex-col items-center">
      <LoadMore hasMore={hasMore} busy={busy} onMore={onMore} />
      <p className="text-meta text-muted tabular-nums">{t(hasMore ? 'shown_more' : 'shown', { count })}</p>
    </div>
  )
}
