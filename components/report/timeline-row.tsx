'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { useListed } from '@/components/names/use-listed'
import { useDuration } from '@/components/ui/use-duration'
import type { Row } from '@/lib/inspector/timeline-row'
import type { AxisScale } from './axis-scale'
import { BarElement } from './bar-element'
import { barLooksOf, endMarkOf, endOf } from './bar-look'
import { EndMark } from './end-mark'
import { RowName } from './row-name'
import { about } from './bar-place'
import { RuleLabel } from './rule-label'
import { useRuleWords } from './use-rule-words'

interface TimelineRowProps {
  readonly row: Row
  readonly index: number
  readonly scale: AxisScale
  readonly isSelected: boolean
  readonly isFocusable: boolean
  /** Whether its calls are shown; null when it has none. */
  readonly branch: 'open' | 'closed' | null
}

/** A step or a tool call: its name, its bars, its duration. Clicks and keys are the timeline's, which has all rows. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const duration = useDuration()
  const listed = useListed()
  const { row, index, scale, isSelected, isFocusable, branch } = props
  const t = useTranslations('inspector')
  const status = useTranslations('status')
  const [end, mark] = [endOf(row), endMarkOf(row)]
  const told = row.bars.map((bar) => `${t(`bar.${bar.kind}`)} ${duration(bar.to - bar.from)}`)
  const looks = barLooksOf(row)
  const rule = useRuleWords()(row.responder)
  return (
    <div
      role="row"
      aria-level={row.parentId === null ? 1 : 2}
      aria-selected={isSelected}
      aria-expanded={branch === null ? undefined : branch === 'open'}
      aria-rowindex={index + 1}
      tabIndex={isFocusable ? 0 : -1}
      data-row={row.id}
      className={`group grid cursor-pointer grid-cols-[minmax(0,1fr)_5.5rem] items-center gap-x-3 rounded-chip py-1
        wide:h-8 wide:grid-cols-[12.5rem_minmax(0,1fr)_5.5rem] wide:py-0 ${isSelected ? 'bg-sunken' : 'hover:bg-sunken'}`}
    >
      <span
        role="gridcell"
        className={`flex min-w-0 items-center text-row ${row.parentId === null ? '' : 'pl-6 font-mono text-meta'}`}
      >
        {row.parentId === null && <BranchMark branch={branch} />}
        <span className={`truncate ${row.isReplaced ? 'text-muted' : ''}`}>
          <RowName row={row} />
        </span>
      </span>
      <span
        role="gridcell"
        className="relative order-last col-span-2 mr-5 ml-2 h-4 wide:order-none wide:col-span-1 wide:mx-0 wide:h-full"
      >
        <span className="sr-only">
          {listed([...told, ...(rule ? [rule] : []), ...(end && end === mark ? [status(end)] : [])])}
        </span>
        {row.bars.map((bar, place) => (
          <BarElement key={`${bar.kind}-${bar.from}`} bar={bar} look={looks[place]!} scale={scale} />
        ))}
        {rule && <RuleLabel row={row} text={rule} scale={scale} />}
        {mark && <EndMark status={mark} at={row.bars.at(-1)?.to ?? row.to} scale={scale} />}
      </span>
      <span role="gridcell" className="pr-2 text-right font-mono text-meta whitespace-nowrap text-muted tabular-nums">
        {about(row.softness)}
        {duration(row.to - row.from)}
      </span>
    </div>
  )
})

/** The mark that opens and closes a step; for the keyboard that is the arrows' work. */
function BranchMark({ branch }: { branch: 'open' | 'closed' | null }) {
  if (branch === null) return <span className="w-5 shrink-0" />
  return (
    <span data-toggle aria-hidden className="flex h-full w-5 shrink-0 items-center justify-center text-muted">
      <svg viewBox="0 0 8 8" width="8" height="8" className={branch === 'open' ? 'rotate-90' : ''}>
        <path d="M2 0 6.5 4 2 8Z" fill="currentColor" />
      </svg>
    </span>
  )
}
