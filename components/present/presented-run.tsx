'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { RunInspector } from '@/components/run/run-inspector'
import { runQuery } from '@/lib/client/run-queries'
import { useSeenRuns } from '@/lib/live/live-context'
import { rulesAtWork } from '@/lib/run/call-responder'
import { PresentBar } from './present-bar'
import { Presented } from './presented'
import { ReplayWay } from './replay-way'

/** A run's page before an audience. */
export function PresentedRun({ threadId, runId }: { threadId: string; runId: string }) {
  const t = useTranslations('runs')
  const api = useApi()
  const { data } = useQuery(runQuery(api, runId))
  return (
    <Presented words={useWords(runId)}>
      <div className="min-h-0 flex-1 overflow-y-auto" data-scrolls>
        <RunInspector threadId={threadId} runId={runId} />
      </div>
      <PresentBar title={<span className="truncate">{plainName(data?.assistant_name ?? t('unnamed_assistant'))}</span>}>
        <ReplayWay thread={threadId} run={runId} />
      </PresentBar>
    </Presented>
  )
}

/** A run that waits for rules alone waits for nobody who is there. */
function useWords(runId: string) {
  const t = useTranslations('present')
  const [view] = useSeenRuns(useMemo(() => [runId], [runId]))
  const [first, ...others] = view?.run ? rulesAtWork(view.run, view.responders) : []
  const word = first && t('rules', { count: others.length + 1, name: first.rule?.name || first.function })
  return useMemo(() => (word ? { requires_action: word } : undefined), [word])
}
