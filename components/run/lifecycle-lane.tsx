'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/ui/use-duration'
import { runStatusLook } from '@/components/ui/run-status'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { isTerminal } from '@/lib/run/machine'
import type { Lifecycle, Segment } from '@/lib/run/lifecycle'
import { stagesTold, withoutHairs } from '@/lib/run/stages-told'
import { inSight, type AxisScale } from './axis-scale'
import { softEdges } from './soft-edges'

/** A segment has room for its word from here on, in percent of the lane. */
const WORD_PERCENT = 14

/** The stretches of a run's statuses, in their real widths. Props: life, scale. */
export function LifecycleLane({ life, scale }: { life: Lifecycle; scale: AxisScale }) {
  const duration = useDuration()
  const t = useTranslations('inspector')
  const status = useTranslations('status')
  const words = stagesTold(life.segments, ({ status: each, from, to }) =>
    isTerminal(each) ? status(each) : `${status(each)} ${duration(to - from)}`,
  )
  const placed = life.segments.flatMap((segment) => {
    const seen = inSight(scale, segment)
    return seen ? [{ ...segment, ...seen }] : []
  })
  return (
    <div role="img" aria-label={t('lane', { stages: words.join(', ') })} className="relative h-9 select-none">
      {withoutHairs(placed).map((segment) => (
        <LaneSegment key={`${segment.status}-${segment.from}`} segment={segment} isSoft={life.isSoft} />
      ))}
    </div>
  )
}

type PlacedSegment = Segment & { readonly left: number; readonly width: number }

const lengthOf = ({ from, to }: Segment) => to - from

function LaneSegment({ segment, isSoft }: { segment: PlacedSegment; isSoft: boolean }) {
  const duration = useDuration()
  const t = useTranslations('status')
  const { pattern, tone } = runStatusLook[segment.status]
  const { left, width } = segment
  if (isTerminal(segment.status)) return <End status={segment.status} left={left} />
  return (
    <span
      data-status={tone}
      title={`${t(segment.status)} · ${duration(lengthOf(segment))}`}
      className="absolute inset-y-0 flex min-w-[3px] flex-col"
      style={{ left: `${left}%`, width: `${width}%` }}
    >
      <span
        data-pattern={pattern}
        data-moving={segment.isLive || undefined}
        className={`h-3 w-full rounded-chip ${isSoft ? softEdges : ''}`}
      />
      {width >= WORD_PERCENT && (
        <span className="mt-1 truncate pr-2 text-meta text-tone">
          {t(segment.status)}
          <span className="ml-1.5 font-mono text-muted tabular-nums">{duration(lengthOf(segment))}</span>
        </span>
      )}
    </span>
  )
}

/** Where the run came to rest: its glyph, at the end of the last segment. */
function End({ status, left }: { status: Segment['status']; left: number }) {
  return (
    <span
      data-status={status}
      className="absolute top-0 flex h-3 items-center bg-paper pl-1 text-tone tight:pl-0.5"
      style={{ right: `${100 - left}%`, transform: 'translateX(100%)' }}
    >
      <StatusGlyph status={status} />
    </span>
  )
}
