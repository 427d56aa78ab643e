'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { LivePhase } from '@/lib/live/live-store'
import type { RunView } from '@/lib/run/fold'
import { gapsOf, idleShareOf, lifecycleOf } from '@/lib/run/lifecycle'
import { timelineOf, type Row } from '@/lib/run/timeline'
import { axisScaleOf } from './axis-scale'
import { Legend } from './legend'
import { LifecycleLane } from './lifecycle-lane'
import { TimeAxis } from './time-axis'
import { Timeline } from './timeline'

/** Folding long waits is offered from this share of a run's life on. */
const OFFER_FROM = 0.5

interface TimelineSectionProps {
  readonly view: RunView
  /** On the log's clock; 0 at rest. */
  readonly now: number
  readonly phase: LivePhase
  readonly selected: string | null
  readonly onSelect: (row: Row) => void
}

/** Rows of one view after the other; a row that is as it was stays the same object. */
function createRows() {
  let rows: readonly Row[] = []
  return (view: RunView, now: number) => (rows = timelineOf(view, now, rows))
}

/**
 * The lane of the run's life and, on the same axis, its steps and calls.
 * Props: view, now, phase, selected, onSelect.
 */
export function TimelineSection({ view, now, phase, selected, onSelect }: TimelineSectionProps) {
  const t = useTranslations('inspector')
  const format = useFormatter()
  const [isFolded, setFolded] = useState(false)
  const [rowsOf] = useState(createRows)
  const life = lifecycleOf(view, now)
  const rows = rowsOf(view, now)
  const share = idleShareOf(life)
  const canFold = share >= OFFER_FROM && gapsOf(life).length > 0 && rows.length > 0
  const scale = axisScaleOf(life, canFold && isFolded ? 'folded' : 'whole')
  return (
    <section aria-label={t('timeline')} className="flex flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Legend life={life} rows={rows} />
        {canFold && (
          <label className="touch flex items-center gap-2 text-meta">
            <input
              type="checkbox"
              checked={isFolded}
              onChange={(event) => setFolded(event.target.checked)}
              className="size-4 accent-ink"
            />
            {t('fold', { share: format.number(share, { style: 'percent', maximumFractionDigits: 0 }) })}
          </label>
        )}
      </div>
      <div className="relative mx-2 wide:mr-[6.25rem] wide:ml-[13.25rem]">
        <span aria-hidden className="absolute top-4 right-full hidden w-[12.75rem] text-row text-muted wide:block">
          {t('row.run')}
        </span>
        <TimeAxis scale={scale} />
        <LifecycleLane life={life} scale={scale} />
      </div>
      {rows.length > 0 ? (
        <Timeline rows={rows} scale={scale} life={life} selected={selected} onSelect={onSelect} />
      ) : (
        <p className="px-2 py-3 text-row text-muted">{t(life.isLive ? 'no_steps_yet' : 'no_steps')}</p>
      )}
      {life.isSoft && (phase === 'rested' || phase === 'refused') && (
        <p className="text-meta text-muted">{t('soft')}</p>
      )}
    </section>
  )
}
