'use client'

import { useTranslations } from 'next-intl'

/** Grey lines in place of a list that is on its way. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const t = useTranslations('common')
  return (
    <div role="status" aria-label={t('loading')} className="flex flex-col divide-y divide-line">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex h-11 items-center gap-6" aria-hidden>
          <span className="h-3 rounded-chip bg-line" style={{ width: `${[38, 52, 30, 46][index % 4]}%` }} />
          <span className="ml-auto h-3 w-16 rounded-chip bg-line" />
        </div>
      ))}
    </div>
  )
}
