'use client'

import {
  memo,
  useCallback,
  useDeferredValue,
  useMemo,
  useRef,
  useState,
  type ComponentProps,
  type RefObject,
} from 'react'
import { lifecycleOf } from '@/lib/inspector/lifecycle'
import { selectionOf } from '@/lib/inspector/selection'
import type { Row } from '@/lib/inspector/timeline-row'
import type { UrlState } from '@/lib/inspector/url-state'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import type { Facts } from '@/lib/inspector/findings/finding'
import { LateFindings } from './late-findings'
import {
  ReportContext,
  useReport,
  useUrlChoice,
  useUrlState,
  type RunActions,
  type RunSurroundings,
  useSurroundings,
  type Report as ReportOf,
} from './report-context'
import { RunHeader } from './run-header'
import { TimelineSection } from './timeline-section'
import { useLookedEvent, type Looking } from './use-looked-event'
import { useRows } from './use-rows'
import { WaitingNote } from './waiting-note'
import { WirePanel } from './wire-panel'
import { RunDetails } from './run-details'

interface RunReportProps {
  readonly view: RunView
  /** The log as far as it is here, each event once; the view may know of more. */
  readonly events: readonly LoggedEvent[]
  /** The time on the log's clock, in Unix ms; at rest it tells nothing. */
  readonly now: number
  /** What the reader chose and where that is kept; the same object throughout. */
  readonly urlState: UrlState
  readonly surroundings: RunSurroundings
  /** Without them nothing is drawn that acts. */
  readonly actions?: RunActions
}

/**
 * Draws a run from what it is given, and nothing while its object is not known. It fetches nothing and knows of no
 * pages: what stands in this folder may be drawn of a run that is live, stored, replayed or read from a file.
 */
export const RunReport = memo(function RunReport(props: RunReportProps) {
  const { view, events, now, urlState, surroundings, actions } = props
  const report = useMemo(() => ({ urlState, surroundings }), [urlState, surroundings])
  const { run } = view
  if (!run) return null
  return (
    <ReportContext value={report}>
      <Report run={run} view={view} events={events} now={now} actions={actions} />
    </ReportContext>
  )
})

/** What the details show of what stands around a run. */
const inDetails = ['assistantName', 'threadName', 'createdMs', 'messages', 'server'] as const

/** The same report as long as nothing has changed that the details show: they are the largest part of the page. */
function useReportOfDetails(): ReportOf {
  const report = useReport()
  const [known, setKnown] = useState(report)
  if (known.urlState === report.urlState && inDetails.every((part) => isSameIn(part, known, report))) return known
  setKnown(report)
  return report
}

const isSameIn = (part: keyof RunSurroundings, { surroundings: one }: ReportOf, { surroundings: other }: ReportOf) =>
  one[part] === other[part]

/** Narrower than `wide`, and not `short`: see app/globals.css. */
const NARROW = '(width < 60rem) and (height >= 32rem)'

/** Where there is no room for the timeline beside the log, the details of the event's step stand above it. */
function showAbove(detail: HTMLElement | null) {
  if (matchMedia(NARROW).matches) detail?.scrollIntoView({ block: 'start' })
}

interface Selecting extends Pick<Looking, 'lookAt'> {
  readonly detail: RefObject<HTMLElement | null>
}

/** What a click does: the address has the choice, and the details of what was chosen come in sight. */
function useSelecting({ detail, lookAt }: Selecting) {
  const urlState = useUrlState()
  const onSelectRun = useCallback(() => urlState.set({ step: '' }), [urlState])
  const onSelect = useCallback(
    ({ id, type }: Row) => {
      urlState.set({ step: id === urlState.get('step') || type === 'thinking' ? '' : id })
      // Its title and the room below it: the whole of it may be higher than the window.
      detail.current?.querySelector('h2')?.scrollIntoView({ block: 'nearest' })
    },
    [urlState, detail],
  )
  const onChosen = useCallback(() => showAbove(detail.current), [detail])
  const onLookAt = useCallback(
    (seq: number) => {
      lookAt(seq)
      onChosen()
    },
    [lookAt, onChosen],
  )
  return { onSelect, onSelectRun, onChosen, onLookAt }
}

interface ReportProps {
  readonly run: Run
  readonly view: RunView
  readonly events: readonly LoggedEvent[]
  readonly now: number
  readonly actions: RunActions | undefined
}

function Report({ run, view, events, now, actions }: ReportProps) {
  const report = useReportOfDetails()
  const [asked] = useUrlChoice('step')
  const detail = useRef<HTMLDivElement>(null)
  const life = useMemo(() => lifecycleOf(view, now), [view, now])
  const rows = useRows(view, now)
  const looking = useLookedEvent(view, events)
  const { lookedAt, shown } = looking
  const shownLife = useMemo(() => (lookedAt === null ? life : lifecycleOf(shown, lookedAt)), [shown, lookedAt, life])
  const selection = useMemo(() => selectionOf(view, asked), [view, asked])
  const selected = selection && selection.type !== 'run' ? selection.id : null

  const { onSelect, onSelectRun, onChosen, onLookAt } = useSelecting({ detail, lookAt: looking.lookAt })
  const facts = useFacts({ run, view, life, now })

  return (
    <>
      <RunHeader run={run} view={view} life={life} actions={actions} />
      <WaitingNote run={run} responders={view.responders} life={life} now={now} />
      <div aria-live="polite" className="contents">
        <LateFindings facts={facts} place="run" next={actions?.next} onLook={onLookAt} />
      </div>
      <TimelineSection
        life={life}
        rows={rows}
        selected={selected}
        pinned={lookedAt}
        isLogOpen={looking.isLogOpen}
        onSelect={onSelect}
        onSelectRun={onSelectRun}
      >
        <LateFindings facts={facts} place="timeline" onLook={onLookAt} />
      </TimelineSection>
      {actions?.outputs}
      <CalmDetails
        ref={detail}
        report={report}
        run={run}
        view={shown}
        life={shownLife}
        selected={asked}
        row={rows.find(({ id }) => id === selected)}
        actions={actions}
        onSelectRun={onSelectRun}
      />
      <WirePanel view={view} events={events} selected={asked} looking={looking} onChosen={onChosen} />
    </>
  )
}

/** All that findings are made of. */
function useFacts({ run, view, life, now }: Pick<Facts, 'run' | 'view' | 'life' | 'now'>): Facts {
  const { around, isLogWhole } = useSurroundings()
  return useMemo(() => ({ run, view, life, now, isLogWhole, around }), [run, view, life, now, isLogWhole, around])
}

interface CalmDetailsProps extends ComponentProps<typeof RunDetails> {
  readonly report: ReportOf
}

/**
 * The details, drawn when there is time for them. What the server drew of them stays until their scripts are here:
 * given something new in haste before that, React would put an empty place there first.
 */
const CalmDetails = memo(function CalmDetails(props: CalmDetailsProps) {
  const { report, ...details } = useDeferredValue(props)
  return (
    <ReportContext value={report}>
      <RunDetails {...details} />
    </ReportContext>
  )
})
