'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { RunInspector } from '@/components/run/run-inspector'
import { runQuery } from '@/lib/client/run-queries'
import { PresentBar } from './present-bar'
import { Presented } from './presented'

/** A run's page before an audience. */
export function PresentedRun({ threadId, runId }: { threadId: string; runId: string }) {
  const t = useTranslations('runs')
  const api = useApi()
  const { data } = useQuery(runQuery(api, runId))
  return (
    <Presented>
      <div className="min-h-0 flex-1 overflow-y-auto" data-scrolls>
        <RunInspector threadId={threadId} runId={runId} />
      </div>
      <PresentBar
        title={<span className="truncate">{plainName(data?.assistant_name ?? t('unnamed_assistant'))}</span>}
      />
    </Presented>
  )
}
