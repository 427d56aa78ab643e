'use client'

import { useTranslations } from 'next-intl'
import { useBaseUrl } from '@/components/connection/use-base-url'
import { CodeBlock } from '@/components/ui/code-block'
import { RecentThreads } from './recent-threads'
import { RunSection } from './run-section'
import { SideSection } from './side-section'

/** What is going on: runs that wait for an answer, that are active, or that failed lately, and the latest threads. */
export function Activity() {
  const t = useTranslations('overview')
  return (
    <div className="grid grid-cols-1 gap-x-12 gap-y-8 wide:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-8">
        <RunSection of="waiting" title={t('waiting')} />
        <RunSection of="running" title={t('runs_now')} none={t('no_runs')} />
        <RunSection of="failed" title={t('failed')} />
      </div>
      <div className="flex min-w-0 flex-col gap-8">
        <RecentThreads />
        <OwnCode />
      </div>
    </div>
  )
}

/** Where SDKs find this server. */
function OwnCode() {
  const t = useTranslations('overview')
  const baseUrl = useBaseUrl()
  return (
    <SideSection title={t('own_code')}>
      <p className="py-1 text-muted">{t('own_code_text')}</p>
      <CodeBlock code={baseUrl} label={t('base_url')} />
    </SideSection>
  )
}
