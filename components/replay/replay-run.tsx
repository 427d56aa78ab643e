'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Detail } from '@/components/report/detail'
import { plainName } from '@/components/names/plain-name'
import { ReportContext, useChoiceIn, type RunSurroundings } from '@/components/report/report-context'
import { RunAside } from '@/components/report/run-aside'
import { TimelineSection } from '@/components/report/timeline-section'
import { useRows } from '@/components/report/use-rows'
import { Checkbox } from '@/components/ui/checkbox'
import { StatusChip } from '@/components/ui/status-chip'
import { useDuration } from '@/components/ui/use-duration'
import { lifecycleOf, type Lifecycle } from '@/lib/inspector/lifecycle'
import type { RunAt, ThreadAt } from '@/lib/inspector/replay/thread-replay'
import { selectionOf } from '@/lib/inspector/selection'
import { stepOfEvent } from '@/lib/inspector/step-of-event'
import { timelineOf } from '@/lib/inspector/timeline'
import type { UrlState } from '@/lib/inspector/url-state'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import type { Recording } from '@/lib/run/recording'
import { useReplaySurroundings } from './use-replay-surroundings'

interface ReplayRunProps {
  readonly recording: Recording
  readonly thread: ThreadAt
  /** On the log's clock, in Unix ms. */
  readonly now: number
  readonly urlState: UrlState
}

/** The run that moves, as its report shows it. */
export function ReplayRun({ recording, thread, now, urlState }: ReplayRunProps) {
  const t = useTranslations('replay')
  const { run: at } = thread
  const surroundings = useReplaySurroundings(recording, thread)
  const report = useMemo(() => ({ urlState, surroundings }), [urlState, surroundings])
  return (
    <div
      // No region: its facts are a landmark of their own.
      role="group"
      aria-label={t('pane.run')}
      tabIndex={0}
      className="flex h-full flex-col gap-4 overflow-y-auto px-4 py-4 -outline-offset-2 [scrollbar-gutter:stable] wide:px-6 short:h-auto
        short:overflow-visible"
    >
      {at?.view.run ? (
        <ReportContext value={report}>
          <RunMoment key={at.id} run={at.view.run} {...{ at, thread, now, urlState, surroundings }} />
        </ReportContext>
      ) : (
        <p className="text-row text-muted">{t('no_run_yet')}</p>
      )}
    </div>
  )
}

/** In the address: the whole run is looked at, whatever moves. */
const WHOLE = 'run'

interface RunMomentProps {
  readonly run: Run
  readonly at: RunAt
  readonly thread: ThreadAt
  readonly now: number
  readonly urlState: UrlState
  readonly surroundings: RunSurroundings
}

function RunMoment({ run, at, thread, now, urlState, surroundings }: RunMomentProps) {
  const [asked, choose] = useChoiceIn(urlState, 'step')
  const { view } = at
  // A run that is over stands still.
  const then = Math.min(now, at.endMs)
  const life = useMemo(() => lifecycleOf(view, then), [view, then])
  // On the axis of its whole life what is drawn grows, and does not shrink to make room.
  const drawn = useMemo((): Lifecycle => ({ ...life, to: Math.max(life.to, at.endMs) }), [life, at.endMs])
  const rows = useRows(view, then)
  const end = useMemo(
    () => ({ life: lifecycleOf(at.end, at.endMs), rows: timelineOf(at.end, at.endMs) }),
    [at.end, at.endMs],
  )
  const followed = thread.event ? (stepOfEvent(view, thread.event) ?? '') : ''
  const shown = asked === '' ? followed : asked === WHOLE ? '' : asked
  const onSelectRun = () => choose(WHOLE)
  const row = rows.find(({ id }) => id === shown)
  const selection = selectionOf(view, shown)
  return (
    <>
      <Head {...{ run, life, surroundings }} isFollowing={asked === ''} onFollow={(is) => choose(is ? '' : WHOLE)} />
      <TimelineSection
        life={drawn}
        rows={rows}
        selected={row?.id ?? null}
        pinned={then}
        isLogOpen={false}
        end={end}
        onSelect={({ id, type }) => choose(id === asked || type === 'thinking' ? '' : id)}
        onSelectRun={onSelectRun}
      >
        {null}
      </TimelineSection>
      <div className="@container">
        <div className="grid gap-x-8 gap-y-6 border-t border-line pt-5 @[40rem]:grid-cols-[minmax(0,1fr)_22rem]">
          {selection && (
            <Detail
              view={view}
              life={life}
              selection={selection}
              row={selection.type === 'run' ? undefined : row}
              onSelectRun={onSelectRun}
            />
          )}
          <RunAside run={run} life={life} actions={undefined} />
        </div>
      </div>
    </>
  )
}

interface HeadProps {
  readonly run: Run
  readonly life: Lifecycle
  readonly surroundings: RunSurroundings
  readonly isFollowing: boolean
  readonly onFollow: (isFollowing: boolean) => void
}

function Head({ run, life, surroundings, isFollowing, onFollow }: HeadProps) {
  const t = useTranslations('replay')
  const inspector = useTranslations('inspector')
  const duration = useDuration()
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <h2 className="text-section wrap-anywhere">
        {inspector('title', { assistant: plainName(surroundings.assistantName ?? run.model) })}
      </h2>
      <span className="flex min-w-36 items-center gap-x-3">
        <StatusChip status={run.status} />
        {/* While it is at work the player has the clock. */}
        {isTerminal(run.status) && (
          <span className="font-mono text-row text-muted tabular-nums">{duration(life.to - life.from)}</span>
        )}
      </span>
      <Checkbox className="ml-auto text-meta" label={t('follow')} checked={isFollowing} onCheck={onFollow} />
    </header>
  )
}
