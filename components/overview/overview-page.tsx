'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { late } from '@/components/late/late'
import { useEntries } from '@/components/lists/use-entries'
import { Page } from '@/components/shell/page'
import { ScenarioList } from '@/components/templates/scenario-list'
import { TemplateGallery } from '@/components/templates/template-gallery'
import { threadsQuery } from '@/lib/client/queries'
import { Activity } from './activity'

// Most visits have threads already.
const Welcome = late(() => import('./welcome').then((file) => file.Welcome))

/** The first page: a welcome, later what is going on; and always templates to start from. */
export function OverviewPage() {
  const t = useTranslations('overview')
  const threads = useInfiniteQuery(threadsQuery(useApi()))
  const isFirst = useEntries(threads.data).length === 0 && threads.isSuccess
  return (
    <Page title={t(isFirst ? 'welcome.title' : 'title')}>
      {isFirst ? (
        <Suspense>
          <Welcome />
        </Suspense>
      ) : (
        <Activity />
      )}
      <div className={`flex flex-col gap-10 ${isFirst ? '' : 'mt-6'}`}>
        <TemplateGallery />
        <ScenarioList />
      </div>
    </Page>
  )
}
