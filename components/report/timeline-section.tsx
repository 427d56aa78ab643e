'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { isPressed } from '@/components/actions/pressed'
import { late } from '@/components/late/late'
import { gapsOf, idleShareOf, type Lifecycle } from '@/lib/inspector/lifecycle'
import type { Row } from '@/lib/inspector/timeline-row'
import { Legend } from './legend'
import { useUrlChoice } from './report-context'
import { TimeCursor } from './time-cursor'
import { Timeline } from './timeline'
import { TimelineTools } from './timeline-tools'
import { useGestures } from './use-gestures'
import { useZoom, type Zoom } from './use-zoom'

const Minimap = late(() => import('./minimap').then((file) => file.Minimap))
const TimelineTable = late(() => import('./timeline-table').then((file) => file.TimelineTable))

/** Folding long waits is offered from this share of a run's life on. */
const OFFER_FROM = 0.5

/** While the log is open at the window's bottom, the timeline stays at its top, where what the log says is seen. */
const besideLog = 'wide:tall:sticky wide:tall:top-0 wide:tall:z-10 wide:tall:bg-paper wide:tall:py-2'

interface TimelineSectionProps {
  readonly life: Lifecycle
  readonly rows: readonly Row[]
  readonly selected: string | null
  /** The moment that is looked at in the event log. */
  readonly pinned: number | null
  readonly isLogOpen: boolean
  /** What will be there in the end: there is room for it from the start, so that nothing moves. */
  readonly end?: Pick<TimelineSectionProps, 'life' | 'rows'>
  readonly onSelect: (row: Row) => void
  readonly onSelectRun: () => void
  /** How the drawing is to be read. */
  readonly children: ReactNode
}

/** The lane of the run's life and, on the same axis, its steps and calls; or the same as a table. */
export function TimelineSection({ life, rows, pinned, isLogOpen, end, children, ...choice }: TimelineSectionProps) {
  const t = useTranslations('inspector')
  const [asked, setLook] = useUrlChoice('view')
  const look = asked === 'table' ? 'table' : 'chart'
  const [isFolded, setFolded] = useState(false)
  const canFold = isFoldable({ life, rows })
  const gaps = canFold && isFolded ? 'folded' : 'whole'
  const zoom = useZoom(life, gaps)

  /** Escape leads back: first from what is selected to the run, then from a part of its life to all of it. */
  function onKeyDown(event: KeyboardEvent) {
    if (!isPressed(event, 'row_leave')) return look === 'chart' ? zoom.onKeyDown(event) : undefined
    event.preventDefault()
    if (choice.selected !== null) choice.onSelectRun()
    else zoom.reset()
  }

  return (
    <section
      data-tour="timeline"
      aria-label={t('timeline')}
      className={`flex flex-col gap-2 ${isLogOpen ? besideLog : ''}`}
      onKeyDown={onKeyDown}
    >
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div className="grid">
          {end && <Legend life={end.life} rows={end.rows} className="invisible [grid-area:1/1]" />}
          <Legend life={life} rows={rows} className="[grid-area:1/1]" />
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          {look === 'chart' && (canFold || (end && isFoldable(end))) && (
            <FoldSwitch life={life} isOffered={canFold} isFolded={isFolded} onFold={setFolded} />
          )}
          <TimelineTools zoom={zoom} look={look} onLook={(next) => setLook(next === 'table' ? 'table' : '')} />
        </div>
      </div>
      {look === 'chart' ? (
        <Chart {...{ rows, zoom, life, gaps, pinned, isLogOpen }} room={end?.rows.length ?? 0} {...choice} />
      ) : (
        <Suspense fallback={<div className="h-40" />}>
          <TimelineTable rows={rows} life={life} selected={choice.selected} onSelect={choice.onSelect} />
        </Suspense>
      )}
      {rows.length === 0 && !end?.rows.length && <Note>{t(life.isLive ? 'no_steps_yet' : 'no_steps')}</Note>}
      {children}
    </section>
  )
}

/** Folding is offered where most of the life was waiting. */
const isFoldable = ({ life, rows }: Pick<TimelineSectionProps, 'life' | 'rows'>) =>
  idleShareOf(life) >= OFFER_FROM && gapsOf(life).length > 0 && rows.length > 0

interface ChartProps extends Omit<TimelineSectionProps, 'children' | 'end'> {
  readonly zoom: Zoom
  readonly gaps: 'folded' | 'whole'
  readonly room: number
}

/** The drawing, and below it, while only a part is looked at, where that part lies. */
function Chart({ gaps, ...props }: ChartProps) {
  const { zoom, life } = props
  const box = useRef<HTMLDivElement>(null)
  useGestures(box, zoom)
  return (
    <div ref={box} className="flex touch-pan-y flex-col gap-1">
      <TimeCursor scale={zoom.scale} life={life}>
        <Timeline {...props} />
      </TimeCursor>
      {zoom.isZoomed && (
        <Suspense fallback={<div className="h-5 pointer-coarse:h-11" />}>
          <Minimap life={life} gaps={gaps} zoom={zoom} />
        </Suspense>
      )}
    </div>
  )
}

const Note = ({ children }: { children: ReactNode }) => <p className="px-2 pb-2 text-row text-muted">{children}</p>

interface FoldSwitchProps {
  readonly life: Lifecycle
  /** Not yet: only its room is kept. */
  readonly isOffered: boolean
  readonly isFolded: boolean
  readonly onFold: (isFolded: boolean) => void
}

function FoldSwitch({ life, isOffered, isFolded, onFold }: FoldSwitchProps) {
  const t = useTranslations('inspector')
  const share = `${Math.floor(idleShareOf(life) * 100)}%`
  return (
    <Checkbox
      className={`text-meta ${isOffered ? '' : 'invisible'}`}
      label={t('fold', { share })}
      checked={isFolded}
      onCheck={onFold}
    />
  )
}
