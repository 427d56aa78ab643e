'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/ui/use-duration'
import { inSight, type AxisScale } from './axis-scale'
import { labelsWithRoom, sideOf } from './labels-with-room'

/** The labels of a timeline, from the run's creation on. Props: scale. */
export function TimeAxis({ scale }: { scale: AxisScale }) {
  const duration = useDuration()
  const t = useTranslations('inspector')
  const labels = scale.ticks.map(({ at, offset }) => ({
    at,
    place: scale.place(at),
    text: offset === 0 ? '0' : duration(offset, 'round'),
  }))
  const steps = widths.map(({ characterPercent, look }) => ({ kept: labelsWithRoom(labels, characterPercent), look }))
  return (
    <div className="@container relative h-5 text-meta text-muted select-none tight:overflow-x-clip" aria-hidden>
      {labels.map((label) => (
        <span
          key={label.at}
          className={`absolute font-mono whitespace-nowrap tabular-nums ${sides[sideOf(label.place)]}
            ${steps.find(({ kept }) => !kept.has(label))?.look ?? ''}`}
          style={{ left: `${label.place}%` }}
        >
          {label.text}
        </span>
      ))}
      {scale.gaps.map(({ from, to }) => (
        <span
          key={from}
          title={t('folded', { duration: duration(to - from) })}
          className="absolute -translate-x-1/2 bg-paper px-0.5 font-mono"
          style={{ left: `${(scale.place(from) + scale.place(to)) / 2}%` }}
        >
          {'//'}
        </span>
      ))}
    </div>
  )
}

interface GridLinesProps {
  readonly scale: AxisScale
  /** The moment that is looked at in the event log. */
  readonly pinned: number | null
}

/** The lines under the labels, drawn once behind all rows. Props: scale, pinned. */
export function GridLines({ scale, pinned }: GridLinesProps) {
  const pin = pinned === null ? null : inSight(scale, { from: pinned, to: pinned })
  return (
    <div className="pointer-events-none absolute inset-0 overflow-hidden" aria-hidden>
      {scale.ticks.map(({ at }) => (
        <span key={at} className="absolute inset-y-0 w-px bg-line" style={{ left: `${scale.place(at)}%` }} />
      ))}
      {scale.gaps.map(({ from, to }) => (
        <span
          key={from}
          className="absolute inset-y-0 border-x border-dashed border-control bg-sunken"
          style={{ left: `${scale.place(from)}%`, width: `${scale.place(to) - scale.place(from)}%` }}
        />
      ))}
      {pin && (
        <span data-pin className="absolute inset-y-0 z-10 -ml-px w-0.5 bg-ink" style={{ left: `${pin.left}%` }} />
      )}
    </div>
  )
}

const sides = { right: '', left: '-translate-x-full', middle: '-translate-x-1/2' } as const

/** How much of the axis a character of a label takes: where it is 32 rem wide, 20 rem, narrower. */
const widths = [
  { characterPercent: 1.4, look: 'hidden' },
  { characterPercent: 2.3, look: '@max-lg:hidden' },
  { characterPercent: 4.8, look: '@max-xs:hidden' },
] as const
