'use client'

import { useTranslations } from 'next-intl'
import { useDuration } from '@/components/ui/use-duration'
import { inSight, type AxisScale } from './axis-scale'

/** The labels of a timeline, from the run's creation on. Props: scale. */
export function TimeAxis({ scale }: { scale: AxisScale }) {
  const duration = useDuration()
  const t = useTranslations('inspector')
  return (
    <div className="relative h-5 text-meta text-muted select-none tight:overflow-x-clip" aria-hidden>
      {scale.ticks.map(({ at, offset }) => (
        <span
          key={at}
          className={`absolute font-mono whitespace-nowrap tabular-nums ${shiftOf(scale.place(at))}`}
          style={{ left: `${scale.place(at)}%` }}
        >
          {offset === 0 ? '0' : duration(offset, 'round')}
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

/** The first label stands right of its line and the last one left, so that none is cut off. */
const shiftOf = (percent: number) => (percent < 3 ? '' : percent > 88 ? '-translate-x-full' : '-translate-x-1/2')
