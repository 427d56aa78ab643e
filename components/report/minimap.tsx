'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { runStatusLook } from '@/components/ui/run-status'
import { isTerminal } from '@/lib/run/machine'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import { mergeNarrow } from '@/lib/inspector/stages-in-words'
import { axisScaleOf, inSight } from './axis-scale'
import type { Zoom } from './use-zoom'

/** How far a key moves, as a share of what is in sight. */
const STEP = 0.25

interface MinimapProps {
  readonly life: Lifecycle
  readonly gaps: 'folded' | 'whole'
  readonly zoom: Zoom
}

/** All of a run's life, with the part that is looked at, which can be dragged. Props: life, gaps, zoom. */
export function Minimap({ life, gaps, zoom }: MinimapProps) {
  const t = useTranslations('inspector.zoom')
  const { from, to } = zoom.window
  const segments = useMemo(() => segmentsOf(life, gaps), [life, gaps])
  const handlers = useDrag(zoom)

  function onKeyDown(event: KeyboardEvent) {
    if (event.shiftKey) return
    const step = (to - from) * STEP
    const next = { ArrowLeft: from - step, ArrowRight: from + step, Home: 0, End: 100 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    zoom.moveTo(next)
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('minimap')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(from)}
      aria-valuetext={t('window', { from: Math.round(from), to: Math.round(to) })}
      onKeyDown={onKeyDown}
      {...handlers}
      className={`relative mr-5 ml-2 h-5 pointer-coarse:h-11 cursor-grab touch-none rounded-chip bg-sunken active:cursor-grabbing
        wide:mr-[6.25rem] wide:ml-[13.25rem]`}
    >
      {segments.map(({ status, from: began, left, width }) => (
        <span
          key={`${status}-${began}`}
          data-status={status}
          data-pattern={runStatusLook[status].pattern}
          className="absolute top-1/2 h-2 min-w-px -translate-y-1/2 rounded-chip"
          style={{ left: `${left}%`, width: `${width}%` }}
        />
      ))}
      <span
        className="absolute inset-y-0 min-w-2 rounded-chip border-2 border-ink bg-ink/10"
        style={{ left: `${from}%`, width: `${to - from}%` }}
      />
    </div>
  )
}

function segmentsOf(life: Lifecycle, gaps: MinimapProps['gaps']) {
  const scale = axisScaleOf(life, { gaps, zoom: null })
  return mergeNarrow(
    life.segments.flatMap((segment) => {
      const seen = isTerminal(segment.status) ? null : inSight(scale, segment)
      return seen ? [{ ...segment, ...seen }] : []
    }),
  )
}

/** Drags what is looked at to where the pointer goes. */
function useDrag({ window: { from, to }, moveTo }: Zoom) {
  const grip = useRef<number | null>(null)
  const release = () => void (grip.current = null)
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const at = percentOf(event)
      // Beside it the middle of what is looked at comes to the pointer.
      grip.current = at >= from && at <= to ? at - from : (to - from) / 2
      moveTo(at - grip.current)
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (grip.current !== null) moveTo(percentOf(event) - grip.current)
    },
    onPointerUp: release,
    onPointerCancel: release,
  }
}

function percentOf({ clientX, currentTarget }: PointerEvent<HTMLElement>) {
  const { left, width } = currentTarget.getBoundingClientRect()
  return ((clientX - left) / width) * 100
}
