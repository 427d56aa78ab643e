'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useByteSize } from '@/components/uploads/byte-size'
import { buttonClass } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { exportAddress, exportSizeQuery } from '@/lib/client/transfers'

/** The way back out: all of a connection, in the layout that is read here. */
export function MoveOut({ connection }: { connection: string }) {
  const t = useTranslations('transfer.out')
  const sizeOf = useByteSize()
  const { data } = useQuery(exportSizeQuery(connection))
  const [withBytes, setWithBytes] = useState(true)
  return (
    <section className="flex flex-col items-start gap-2">
      <h2 className="text-section">{t('title')}</h2>
      <p className="max-w-prose text-prose text-muted">{t('text')}</p>
      {data !== undefined && data.files > 0 && (
        <Checkbox
          className="text-row"
          label={t('with_bytes', { count: data.files, size: sizeOf(data.bytes) })}
          checked={withBytes}
          onCheck={setWithBytes}
        />
      )}
      <a href={exportAddress(connection, { withBytes })} download className={buttonClass('secondary')}>
        {t('download')}
      </a>
    </section>
  )
}
