'use client'

import { useTranslations } from 'next-intl'
import { buttonClass } from '@/components/ui/button'
import { exportAddress } from '@/lib/client/transfers'

/** The way back out: all of a connection, in the layout that is read here. */
export function MoveOut({ connection }: { connection: string }) {
  const t = useTranslations('transfer.out')
  return (
    <section className="flex flex-col items-start gap-2">
      <h2 className="text-section">{t('title')}</h2>
      <p className="max-w-prose text-prose text-muted">{t('text')}</p>
      <a href={exportAddress(connection)} download className={buttonClass('secondary')}>
        {t('download')}
      </a>
    </section>
  )
}
