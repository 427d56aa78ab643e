'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { BackendWatch, useAwaySince } from '@/components/connection/away'
import { RunClock } from '@/components/connection/run-clock'
import { useRunView } from '@/components/connection/use-run-view'
import { DeletingNotice } from '@/components/deletes/deleting-notice'
import { useThreadName } from '@/components/names/use-thread-name'
import { useFindingsAtFirst } from '@/components/report/late-findings'
import { RunReport } from '@/components/report/run-report'
import { BackLink } from '@/components/routing/back-link'
import { runsPath } from '@/components/routing/paths'
import { usePageUrlState } from '@/components/routing/use-page-url-state'
import { PageError } from '@/components/shell/page-error'
import { useMarkdown } from '@/components/text/late-markdown'
import { GoneNotice } from '@/components/ui/gone-notice'
import { Skeleton } from '@/components/ui/skeleton'
import { threadQuery } from '@/lib/client/thread-queries'
import type { LiveRun } from '@/lib/live/live-store'
import { isExplained } from '@/lib/inspector/findings/may-have-findings'
import type { UrlState } from '@/lib/inspector/url-state'
import { isNotFound } from '@/lib/protocol/error'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { RunAnnouncer } from './run-announcer'
import { useToolOutputs } from './tool-outputs'
import { useAround } from './use-around'
import { useRunActions } from './use-run-actions'
import { useIsLogOpen } from './use-is-log-open'
import { useSurroundingsOf } from './use-surroundings-of'

/** A run's page: fetched for the first sight, then as its log is seen. */
export function RunInspector({ threadId, runId }: { threadId: string; runId: string }) {
  const t = useTranslations('runs')
  const { connection } = useApi()
  const urlState = usePageUrlState()
  const needsEvents = useIsLogOpen(urlState)
  const { view, summary, live, isLogWhole } = useRunView(runId, { thread: threadId, needsEvents })
  const back = { href: runsPath(connection), label: t('title') }
  useToolOutputs(view?.run)
  useFindingsAtFirst(isExplained(view?.run))
  useMarkdown(view?.run ? !isTerminal(view.run.status) : false)
  const error = live.error ?? summary.error
  if (!view?.run) {
    return (
      <div className="mx-auto w-full max-w-page px-4 py-6 wide:px-10">
        {error ? (
          <PageError error={error} onRetry={() => void summary.refetch()} back={<BackLink {...back} />} />
        ) : (
          <Skeleton />
        )}
      </div>
    )
  }
  const { run } = view
  return (
    <div className="mx-auto flex w-full max-w-[90rem] flex-col gap-5 px-4 py-6 wide:px-10">
      {isNotFound(summary.error) ? <GoneNotice what="run" back={back} /> : <DeletingNotice what="run" id={threadId} />}
      <RunAnnouncer view={view} skewMs={live.skewMs} />
      <Content {...{ run, view, live, isLogWhole, urlState }} summary={summary.data} />
    </div>
  )
}

interface ContentProps {
  readonly run: Run
  readonly view: RunView
  readonly live: LiveRun
  readonly isLogWhole: boolean
  readonly urlState: UrlState
  readonly summary: RunSummary | undefined
}

function Content({ run, view, live, isLogWhole, urlState, summary }: ContentProps) {
  const t = useTranslations('inspector')
  const thread = useQuery(threadQuery(useApi(), run.thread_id))
  const nameOf = useThreadName()
  const threadName = thread.data ? nameOf(thread.data) : t('facts.thread')
  const around = useAround(run)
  const awaySinceMs = useAwaySince()
  const isAway = awaySinceMs !== null
  const surroundings = useSurroundingsOf({
    ...{ run, summary, threadName, isAway, around, urlState, isLogWhole },
  })
  const actions = useRunActions({ run, summary, threadName, isGone: around.threadGoneMs !== null })
  const isActive = !isTerminal(run.status)
  return (
    <>
      {isActive && <BackendWatch />}
      <RunClock isLive={isActive} stoppedMs={awaySinceMs}>
        {(now) => (
          <RunReport
            view={view}
            events={live.events}
            now={now}
            urlState={urlState}
            surroundings={surroundings}
            actions={actions}
          />
        )}
      </RunClock>
    </>
  )
}
