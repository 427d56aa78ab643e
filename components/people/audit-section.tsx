'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { late } from '@/components/late/late'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'

const AuditList = late(() => import('./audit-list').then((file) => file.AuditList))

/** Who did what, for those who manage all projects. It is fetched when somebody asks for it. */
export function AuditSection() {
  const t = useTranslations('people.audit')
  const [isOpen, setOpen] = useState(false)
  return (
    <section aria-labelledby="audit" className="flex flex-col gap-3 border-t border-line pt-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="audit" className="text-section">
          {t('title')}
        </h2>
        <Button aria-expanded={isOpen} aria-controls="audit-list" onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('hide') : t('show')}
        </Button>
      </div>
      <p className="max-w-prose text-muted">{t('intro')}</p>
      <div id="audit-list">
        {isOpen && (
          <Suspense fallback={<Skeleton />}>
            <AuditList />
          </Suspense>
        )}
      </div>
    </section>
  )
}
