'use client'

import { useTranslations } from 'next-intl'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import { inSight } from './axis-scale'
import { LifecycleLane } from './lifecycle-lane'
import { TimeAxis } from './time-axis'
import { useBrush } from './use-brush'
import type { Zoom } from './use-zoom'

/** Its height, which grows with its text: the rows begin below it, and scroll under it. */
export const HEAD_REM = 3.75

interface TimelineHeadProps {
  readonly life: Lifecycle
  readonly zoom: Zoom
  readonly pinned: number | null
  /** Whether it is the run as a whole that is selected, and how it becomes that. */
  readonly isSelected: boolean
  readonly onSelect: () => void
}

/** The axis and the run's life on it; a press selects the run, a stroke looks closer, a double press at all. */
export function TimelineHead({ life, zoom, pinned, isSelected, onSelect }: TimelineHeadProps) {
  const t = useTranslations('inspector')
  const { mark, handlers } = useBrush({
    onBrush: zoom.show,
    onPress: onSelect,
    fingers: zoom.isZoomed ? 'press' : 'mark',
  })
  const { scale } = zoom
  const pin = pinned === null ? null : inSight(scale, { from: pinned, to: pinned })
  return (
    <div className="sticky top-0 z-10 bg-paper" style={{ height: `${HEAD_REM}rem` }}>
      <button
        type="button"
        aria-pressed={isSelected}
        onClick={onSelect}
        className={`absolute top-3.5 left-0 hidden h-7 w-[12.5rem] rounded-chip pl-5 text-left text-row hover:bg-sunken
          wide:block ${isSelected ? 'font-medium' : 'text-muted'}`}
      >
        {t('row.run')}
      </button>
      <div
        data-axis
        {...handlers}
        onDoubleClick={zoom.reset}
        className="relative mr-5 ml-2 h-full cursor-crosshair touch-pan-y wide:mr-[6.25rem] wide:ml-[13.25rem]"
      >
        <TimeAxis scale={scale} />
        <LifecycleLane life={life} scale={scale} />
        <span ref={mark} hidden className="absolute inset-y-0 border-x border-ink bg-ink/10" />
        {pin && (
          <span aria-hidden className="absolute inset-y-0 -ml-px w-0.5 bg-ink" style={{ left: `${pin.left}%` }} />
        )}
      </div>
    </div>
  )
}
