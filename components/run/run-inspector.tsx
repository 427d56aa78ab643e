'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { DeletingNotice } from '@/components/deletes/deleting-notice'
import { useThreadName } from '@/components/names/use-thread-name'
import { runsPath } from '@/components/routing/paths'
import { useSearchParam } from '@/components/routing/use-search-param'
import { ErrorState } from '@/components/ui/error-state'
import { GoneNotice } from '@/components/ui/gone-notice'
import { Skeleton } from '@/components/ui/skeleton'
import { threadQuery } from '@/lib/client/queries'
import type { LiveRun } from '@/lib/live/live-store'
import { isNotFound } from '@/lib/protocol/error'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { lifecycleOf } from '@/lib/inspector/lifecycle'
import { isTerminal } from '@/lib/run/machine'
import { selectionOf } from '@/lib/inspector/selection'
import { timelineOf } from '@/lib/inspector/timeline'
import type { Row } from '@/lib/inspector/timeline-row'
import { EventLog } from '@/components/report/event-log'
import { RunAgainButton } from './run-again-button'
import { RunAnnouncer } from './run-announcer'
import { RunClock } from './run-clock'
import { RunDetails } from '@/components/report/run-details'
import { RunHeader } from '@/components/report/run-header'
import { RunOutcome } from '@/components/report/run-outcome'
import { TimelineSection } from '@/components/report/timeline-section'
import { ToolOutputs } from './tool-outputs'
import { useLookedEvent } from '@/components/report/use-looked-event'
import { useRunView } from './use-run-view'
import { WaitingNote } from '@/components/report/waiting-note'

/** A run's page: fetched for the first sight, then as its log is seen. Props: threadId, runId. */
export function RunInspector({ threadId, runId }: { threadId: string; runId: string }) {
  const t = useTranslations('runs')
  const { connection } = useApi()
  const { view, summary, live } = useRunView(threadId, runId)
  const back = { href: runsPath(connection), label: t('title') }
  const error = live.error ?? summary.error
  if (!view?.run) {
    return (
      <div className="mx-auto w-full max-w-page px-4 py-6 wide:px-10">
        {error ? <ErrorState page error={error} onRetry={() => void summary.refetch()} back={back} /> : <Skeleton />}
      </div>
    )
  }
  const { run } = view
  return (
    <div className="mx-auto flex w-full max-w-[90rem] flex-col gap-5 px-4 py-6 wide:px-10">
      {isNotFound(summary.error) ? <GoneNotice what="run" back={back} /> : <DeletingNotice what="run" id={threadId} />}
      <RunAnnouncer view={view} skewMs={live.skewMs} />
      <RunClock isLive={!isTerminal(run.status)}>
        {(now) => <Content run={run} view={view} now={now} live={live} summary={summary.data} />}
      </RunClock>
    </div>
  )
}

/** Rows of one view after the other; a row that is as it was stays the same object. */
function createRows() {
  let rows: readonly Row[] = []
  return (view: RunView, now: number) => (rows = timelineOf(view, now, rows))
}

/** Narrower than `wide`, and not `short`: see app/globals.css. */
const NARROW = '(width < 60rem) and (height >= 32rem)'

/** Where there is no room for the timeline beside the log, what is told of the event's step stands above it. */
function showAbove(detail: HTMLElement | null) {
  if (matchMedia(NARROW).matches) detail?.scrollIntoView({ block: 'start' })
}

interface ContentProps {
  readonly run: Run
  readonly view: RunView
  readonly now: number
  readonly live: LiveRun
  readonly summary: RunSummary | undefined
}

function Content({ run, view, now, live, summary }: ContentProps) {
  const t = useTranslations('inspector')
  const thread = useQuery(threadQuery(useApi(), run.thread_id))
  const nameOf = useThreadName()
  const [asked, select] = useSearchParam('step')
  const detail = useRef<HTMLDivElement>(null)
  const life = useMemo(() => lifecycleOf(view, now), [view, now])
  const [rowsOf] = useState(createRows)
  const rows = rowsOf(view, now)
  const { looked, lookedAt, shown, look, isLogOpen, onLogToggle } = useLookedEvent(view, live.events)
  const shownLife = useMemo(() => (lookedAt === null ? life : lifecycleOf(shown, lookedAt)), [shown, lookedAt, life])
  const selection = selectionOf(view, asked)
  const selected = selection && selection.type !== 'run' ? selection.id : null
  const threadName = thread.data ? nameOf(thread.data) : t('facts.thread')

  const onSelectRun = () => select('')
  function onSelect(row: Row) {
    select(row.id === selected || row.type === 'thinking' ? '' : row.id)
    // Its title and the room below it: the whole of it may be higher than the window.
    detail.current?.querySelector('h2')?.scrollIntoView({ block: 'nearest' })
  }

  const onLook = (next: LoggedEvent | null) => (look(next), next && showAbove(detail.current))

  return (
    <>
      <RunHeader run={run} view={view} now={now} summary={summary} threadName={threadName} />
      <WaitingNote run={run} life={life} now={now} />
      <RunOutcome run={run} runAgain={<RunAgainButton run={run} />} />
      <TimelineSection
        life={life}
        rows={rows}
        phase={live.phase}
        selected={selected}
        pinned={lookedAt}
        isLogOpen={isLogOpen}
        onSelect={onSelect}
        onSelectRun={onSelectRun}
      />
      <ToolOutputs run={run} />
      <RunDetails
        ref={detail}
        run={run}
        summary={summary}
        threadName={threadName}
        view={shown}
        life={shownLife}
        selected={asked}
        row={rows.find(({ id }) => id === selected)}
        onSelectRun={onSelectRun}
      />
      <EventLog events={live.events} looked={looked} onLook={onLook} isOpen={isLogOpen} onToggle={onLogToggle} />
    </>
  )
}
