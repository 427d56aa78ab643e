'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useRef, type KeyboardEvent } from 'react'
import { isPressed } from '@/components/actions/pressed'
import { useKeyHint } from '@/components/actions/use-key-hint'
import { late } from '@/components/late/late'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { StatusChip } from '@/components/ui/status-chip'
import { Tabs } from '@/components/ui/tabs'
import type { StepNote } from '@/lib/protocol/playground'
import type { RunView } from '@/lib/run/fold'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import type { Selection } from '@/lib/inspector/selection'
import type { Row } from '@/lib/inspector/timeline-row'
import { isDeclined } from '@/lib/run/call-responder'
import { notesAhead } from '@/lib/run/step-notes'
import { allById, byId } from '@/lib/run/by-id'
import { DeclinedChip } from './declined-chip'
import { DetailOverview } from './detail-overview'
import { ChevronLeft, Link2 } from './icons'
import { useSurroundings, useUrlChoice, useUrlState } from './report-context'
import { isTyping } from './use-zoom'

// What a tab needs, Markdown above all, comes when it is opened.
const DetailInput = late(() => import('./detail-input').then((file) => file.DetailInput))
const DetailOutput = late(() => import('./detail-output').then((file) => file.DetailOutput))
const StepReasoning = late(() => import('./step-reasoning').then((file) => file.StepReasoning))
const DetailCode = late(() => import('./detail-code').then((file) => file.DetailCode))
const DetailRaw = late(() => import('./detail-raw').then((file) => file.DetailRaw))

const allTabs = ['overview', 'input', 'output', 'raw', 'code'] as const
type Tab = (typeof allTabs)[number]

interface DetailProps {
  readonly view: RunView
  readonly life: Lifecycle
  readonly selection: Selection
  /** The selection's line of the timeline; the run itself has none. */
  readonly row: Row | undefined
  readonly onSelectRun: () => void
}

/** All about what is selected; the open tab stands in the address. Escape leads back to the run as a whole. */
export function Detail({ view, life, selection, row, onSelectRun }: DetailProps) {
  const t = useTranslations('inspector')
  const name = row?.name ?? (row ? t(`row.${row.type}`) : t('row.run'))
  const place = useRef<HTMLElement>(null)

  function leave() {
    onSelectRun()
    // What had the focus may stand here no more.
    place.current?.focus({ preventScroll: true })
  }
  function onKeyDown(event: KeyboardEvent) {
    if (selection.type === 'run' || isTyping(event.target) || !isPressed(event, 'row_leave')) return
    event.preventDefault()
    leave()
  }

  return (
    <section
      ref={place}
      tabIndex={-1}
      aria-label={t('detail', { name })}
      onKeyDown={onKeyDown}
      className="flex min-w-0 flex-col gap-2 rounded-field"
    >
      {selection.type !== 'run' && <WayBack onLeave={leave} />}
      <DetailHead name={name} row={row} selection={selection} />
      {row?.isReplaced && <p className="text-row text-muted">{t('replaced')}</p>}
      {notesOf(view, selection).map((note) => (
        <Suspense key={note.id}>
          <StepReasoning note={note} isLive={isComing(selection)} />
        </Suspense>
      ))}
      <DetailTabs view={view} life={life} selection={selection} row={row} name={name} />
    </section>
  )
}

interface DetailHeadProps extends Pick<DetailProps, 'selection' | 'row'> {
  readonly name: string
}

function DetailHead({ name, row, selection }: DetailHeadProps) {
  const t = useTranslations('inspector')
  const urlState = useUrlState()
  const { log } = useSurroundings()
  const status = selection.type === 'run' ? selection.run.status : selection.step.status
  const isRefused = selection.type === 'call' && isDeclined(row?.responder)
  return (
    <div className="flex flex-wrap items-center gap-3">
      <h2 className="scroll-mt-4 scroll-mb-56 text-section wrap-anywhere">
        {name}
        {row && row.input !== null && <span className="font-mono text-row font-normal text-muted">({row.input})</span>}
      </h2>
      {isRefused ? <DeclinedChip /> : <StatusChip status={status} />}
      {selection.type !== 'run' && (
        <>
          <CopyButton
            text={() => urlState.linkTo({ step: selection.id })}
            label={t('copy_link', { name })}
            icon={<Link2 size={14} />}
          />
          {log !== 'none' && (
            <Button
              look="quiet"
              className="h-7 px-2 text-muted"
              onClick={() => urlState.set({ log: 'open', only: 'selected' })}
            >
              {t('log.show')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

function WayBack({ onLeave }: { onLeave: () => void }) {
  const t = useTranslations('inspector')
  const hint = useKeyHint()
  return (
    <Button
      look="quiet"
      className="-ml-2 h-7 w-fit px-2 text-muted"
      {...hint(t('row.run'), 'row_leave')}
      onClick={onLeave}
    >
      <ChevronLeft size={14} aria-hidden />
      {t('row.run')}
    </Button>
  )
}

interface DetailTabsProps extends Omit<DetailProps, 'onSelectRun'> {
  readonly name: string
}

function DetailTabs({ view, life, selection, row, name }: DetailTabsProps) {
  const t = useTranslations('inspector')
  const [asked, setTab] = useUrlChoice('tab')
  const { server } = useSurroundings()
  const tabs = allTabs.filter((each) => each !== 'code' || server !== null)
  const tab: Tab = tabs.find((each) => each === asked) ?? 'overview'
  return (
    <Tabs
      label={t('detail', { name })}
      tabs={tabs.map((each) => ({ name: each, label: t(`tab.${each}`) }))}
      selected={tab}
      onSelect={(next) => setTab(next === 'overview' ? '' : next)}
    >
      {/* Without a Suspense around it: of what is long the server would send an empty place first. */}
      {tab === 'overview' && <DetailOverview view={view} life={life} selection={selection} row={row} />}
      {tab !== 'overview' && (
        <Suspense>
          {tab === 'input' && <DetailInput view={view} selection={selection} />}
          {tab === 'output' && <DetailOutput view={view} selection={selection} />}
          {tab === 'raw' && <DetailRaw selection={selection} />}
          {tab === 'code' && server && <DetailCode selection={selection} server={server} />}
        </Suspense>
      )}
    </Tabs>
  )
}

/** Of a step its own; of the run as a whole what belongs to no step, or not yet. */
function notesOf(view: RunView, selection: Selection): readonly StepNote[] {
  if (selection.type === 'run') return notesAhead(view.steps, allById(view.notes))
  const note = byId(view.notes, selection.step.id)
  return note ? [note] : []
}

const isComing = ({ type, run }: Selection) => type === 'run' && run.status === 'in_progress'
