'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { useApi } from '@/components/connection-context'
import { useThreadName } from '@/components/threads/use-thread-name'
import { useSearchParam } from '@/components/use-search-param'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { threadQuery } from '@/lib/client/queries'
import type { LivePhase } from '@/lib/live/live-store'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { lifecycleOf, type Lifecycle } from '@/lib/run/lifecycle'
import { isTerminal } from '@/lib/run/machine'
import { selectionOf } from '@/lib/run/selection'
import { timelineOf, type Row } from '@/lib/run/timeline'
import { Detail } from './detail'
import { EventLog } from './event-log'
import { RunClock } from './run-clock'
import { RunFacts } from './run-facts'
import { RunHeader } from './run-header'
import { RunOutcome } from './run-outcome'
import { StatusAnnouncer } from './status-announcer'
import { TimelineSection } from './timeline-section'
import { ToolOutputs } from './tool-outputs'
import { useRunView } from './use-run-view'
import { WaitingNote } from './waiting-note'

const StateMachine = lazy(() => import('./state-machine').then((file) => ({ default: file.StateMachine })))

/** A run's page: fetched for the first sight, then as its log is seen. Props: threadId, runId. */
export function RunInspector({ threadId, runId }: { threadId: string; runId: string }) {
  const { view, summary, live } = useRunView(threadId, runId)
  const error = live.error ?? summary.error
  if (!view?.run) {
    return (
      <div className="mx-auto w-full max-w-page px-4 py-6 wide:px-10">
        {error ? <ErrorState error={error} onRetry={() => void summary.refetch()} /> : <Skeleton />}
      </div>
    )
  }
  const { run } = view
  return (
    <div className="mx-auto flex w-full max-w-[90rem] flex-col gap-5 px-4 py-6 wide:px-10">
      <StatusAnnouncer status={run.status} />
      <RunClock isLive={!isTerminal(run.status)} skewMs={live.skewMs}>
        {(now) => <Content run={run} view={view} now={now} phase={live.phase} summary={summary.data} />}
      </RunClock>
    </div>
  )
}

/** Rows of one view after the other; a row that is as it was stays the same object. */
function createRows() {
  let rows: readonly Row[] = []
  return (view: RunView, now: number) => (rows = timelineOf(view, now, rows))
}

function MachineFigure({ life }: { life: Lifecycle }) {
  const t = useTranslations('inspector.machine')
  return (
    <figure className="flex max-w-[24rem] flex-col gap-2">
      <figcaption className="text-meta font-medium text-muted">{t('title')}</figcaption>
      <Suspense fallback={<div className="aspect-[340/308]" />}>
        <StateMachine life={life} />
      </Suspense>
    </figure>
  )
}

interface ContentProps {
  readonly run: Run
  readonly view: RunView
  readonly now: number
  readonly phase: LivePhase
  readonly summary: RunSummary | undefined
}

function Content({ run, view, now, phase, summary }: ContentProps) {
  const t = useTranslations('inspector')
  const thread = useQuery(threadQuery(useApi(), run.thread_id))
  const nameOf = useThreadName()
  const [asked, select] = useSearchParam('step')
  const detail = useRef<HTMLDivElement>(null)
  const life = useMemo(() => lifecycleOf(view, now), [view, now])
  const [rowsOf] = useState(createRows)
  const rows = rowsOf(view, now)
  const selection = selectionOf(view, asked)
  const selected = selection && selection.type !== 'run' ? selection.id : null
  const threadName = thread.data ? nameOf(thread.data) : t('facts.thread')

  function onSelect(row: Row) {
    select(row.id === selected || row.type === 'thinking' ? '' : row.id)
    detail.current?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <>
      <RunHeader
        run={run}
        view={view}
        now={now}
        assistantName={summary?.assistant_name ?? null}
        threadName={threadName}
      />
      <WaitingNote run={run} life={life} now={now} />
      <RunOutcome run={run} />
      <TimelineSection life={life} rows={rows} phase={phase} selected={selected} pinned={null} onSelect={onSelect} />
      <ToolOutputs run={run} />
      <div
        ref={detail}
        className="grid gap-x-10 gap-y-6 border-t border-line pt-5 wide:grid-cols-[minmax(0,1fr)_20rem]"
      >
        {selection && (
          <Detail
            view={view}
            life={life}
            selection={selection}
            row={selected ? rows.find(({ id }) => id === selected) : undefined}
          />
        )}
        <aside aria-label={t('facts.title')} className="flex min-w-0 flex-col gap-5">
          <MachineFigure life={life} />
          <RunFacts run={run} summary={summary} threadName={threadName} />
        </aside>
      </div>
      <EventLog log={view.log} />
    </>
  )
}
