'use client'

import { useTranslations } from 'next-intl'
import { TimeText } from '@/components/ui/time-text'

/** Says that a thread's server has it no more, since when that is known, what still works and what does not. */
export function GoneThereNotice({ ms }: { ms: number }) {
  const t = useTranslations('thread.gone_there')
  return (
    <div role="status" className="border-b border-line bg-sunken px-4 py-2 text-row wide:px-6">
      <p className="font-medium">
        {t('title')}{' '}
        <span className="font-normal text-muted">
          {t('noticed')} <TimeText ms={ms} />
        </span>
      </p>
      <p className="max-w-[46rem] text-muted">{t('text')}</p>
    </div>
  )
}
