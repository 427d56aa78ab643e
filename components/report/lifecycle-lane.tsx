'use client'

import { useTranslations } from 'next-intl'
import { useListed } from '@/components/names/use-listed'
import { runStatusLook } from '@/components/ui/run-status'
import { useDuration } from '@/components/ui/use-duration'
import type { Lifecycle, Segment, TimeRange } from '@/lib/inspector/lifecycle'
import { stagesInWords, mergeNarrow } from '@/lib/inspector/stages-in-words'
import { isTerminal } from '@/lib/run/machine'
import { inSight, type AxisScale } from './axis-scale'
import { EndMark } from './end-mark'
import { about, softBar } from './bar-place'

/** The stretches of a run's statuses, in their real widths. Props: life, scale. */
export function LifecycleLane({ life, scale }: { life: Lifecycle; scale: AxisScale }) {
  const duration = useDuration()
  const listed = useListed()
  const t = useTranslations('inspector')
  const status = useTranslations('status')
  const told = stagesInWords(life.segments, ({ status: each, from, to, softness, entry }) =>
    [
      entry !== 'legal' && t(`entry.${entry}`),
      isTerminal(each) ? status(each) : `${status(each)} ${about(softness)}${duration(to - from)}`,
    ]
      .filter(Boolean)
      .join(' '),
  )
  const gaps = life.unwatched.map(({ from, to }) => t('gap', { duration: duration(to - from) }))
  const words = [...(life.unseen ? [t('unwatched')] : []), ...told, ...gaps]
  const end = life.segments.at(-1)
  const placed = life.segments
    .filter(({ status: each }) => !isTerminal(each))
    .flatMap((segment) => {
      const seen = inSight(scale, segment)
      return seen ? [{ ...segment, ...seen }] : []
    })
  return (
    <div role="img" aria-label={t('lane', { stages: listed(words) })} className="relative h-9 select-none">
      {life.unseen && <UnseenStretch unseen={life.unseen} scale={scale} />}
      {mergeNarrow(placed).map((segment) => (
        <LaneSegment key={`${segment.status}-${segment.from}`} segment={segment} scale={scale} />
      ))}
      {life.unwatched.map((gap) => (
        <Gap key={gap.from} gap={gap} scale={scale} />
      ))}
      {end && isTerminal(end.status) && (
        <span className="absolute inset-x-0 top-0 h-3">
          <EndMark status={end.status} at={end.from} scale={scale} />
        </span>
      )}
    </div>
  )
}

type PlacedSegment = Segment & { readonly left: number; readonly width: number }

const lengthOf = ({ from, to }: Segment) => to - from

/** What passed before anybody watched: no status, and nothing that a status looks like. */
function UnseenStretch({ unseen, scale }: { unseen: TimeRange; scale: AxisScale }) {
  const t = useTranslations('inspector')
  const seen = inSight(scale, unseen)
  if (!seen) return null
  return (
    <span
      title={t('unwatched')}
      className="absolute inset-y-0 flex flex-col overflow-hidden text-meta whitespace-nowrap text-muted"
      style={{ left: `${seen.left}%`, width: `${seen.width}%` }}
    >
      <span className="h-3 w-full shrink-0 border-y border-dotted border-control" />
      <span className="mt-1">{t('unwatched')}</span>
    </span>
  )
}

/** What passed while nobody could watch, though before and after it was watched: lies over what a status looks like. */
function Gap({ gap, scale }: { gap: TimeRange; scale: AxisScale }) {
  const duration = useDuration()
  const t = useTranslations('inspector')
  const seen = inSight(scale, gap)
  if (!seen) return null
  return (
    <span
      title={t('gap', { duration: duration(gap.to - gap.from) })}
      className="absolute top-0 h-3 border-y border-dotted border-control bg-paper"
      style={{ left: `${seen.left}%`, width: `${seen.width}%` }}
    />
  )
}

function LaneSegment({ segment, scale }: { segment: PlacedSegment; scale: AxisScale }) {
  const duration = useDuration()
  const t = useTranslations('status')
  const { pattern, tone } = runStatusLook[segment.status]
  const { left, width } = segment
  const soft = softBar(scale, segment)
  return (
    <span data-status={tone} title={`${t(segment.status)} · ${about(segment.softness)}${duration(lengthOf(segment))}`}>
      <span
        data-pattern={pattern}
        data-moving={segment.isLive || undefined}
        className={`absolute top-0 h-3 min-w-[3px] rounded-chip ${soft?.className}`}
        style={soft?.style}
      />
      <span className="absolute inset-y-0 min-w-[3px] pt-4" style={{ left: `${left}%`, width: `${width}%` }}>
        {/* What has no room goes to a further line, out of sight: half a word says nothing. */}
        <span className="flex h-4 flex-wrap overflow-hidden text-meta whitespace-nowrap before:h-4 before:content-['']">
          <span className="pr-1.5 text-tone">{t(segment.status)}</span>
          <span className="pr-2 font-mono text-muted tabular-nums">
            {about(segment.softness)}
            {duration(lengthOf(segment))}
          </span>
        </span>
      </span>
    </span>
  )
}
