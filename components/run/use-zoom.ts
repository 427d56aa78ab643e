'use client'

import { useCallback, useMemo, type KeyboardEvent } from 'react'
import { pressedOf } from '@/components/actions/keyboard'
import type { Lifecycle, Stretch } from '@/lib/run/lifecycle'
import { fromZoomText, shifted, toZoomText, zoomed } from '@/lib/run/zoom'
import { axisScaleOf, type AxisScale } from './axis-scale'
import { useZoomText } from './use-zoom-text'

const CLOSER = 2

/** How far an arrow key moves, as a share of what is in sight. */
const STEP = 0.25

export interface Zoom {
  readonly scale: AxisScale
  readonly isZoomed: boolean
  /** Looks closer at (or, `out`, from further at) a place in percent; its middle unless said. */
  readonly zoom: (way: 'in' | 'out', percent?: number) => void
  /** Looks at what lies between two places, in percent. */
  readonly show: (from: number, to: number) => void
  /** A movement of a finger or a wheel: `factor` times as close at a place in percent, and `by` percent further on. */
  readonly move: (movement: { readonly factor?: number; readonly percent?: number; readonly by?: number }) => void
  /** What is in sight, in percent of the whole, and how to look elsewhere: where it begins. */
  readonly window: Stretch
  readonly moveTo: (from: number) => void
  readonly reset: () => void
  /** Hears the keys that zoom, and those that move what is in sight. */
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** How closely the timeline is looked at. It stands in the address, in milliseconds from the run's beginning. */
export function useZoom(life: Lifecycle, gaps: 'folded' | 'whole'): Zoom {
  const { text, now, ask } = useZoomText()
  const scaleFor = useCallback(
    (text: string) => axisScaleOf(life, { gaps, zoom: fromZoomText(text, life.from) }),
    [life, gaps],
  )
  const scale = useMemo(() => scaleFor(text), [scaleFor, text])
  // Keys and clicks come faster than renders: each goes on from where the one before it led.
  const scaleNow = () => scaleFor(now())

  function look({ whole, momentsOf }: AxisScale, next: Stretch, when?: 'once quiet') {
    const isWhole = next.to - next.from >= whole.to - whole.from
    ask(isWhole ? '' : toZoomText(momentsOf(next), life.from), when)
  }
  function zoom(way: 'in' | 'out', percent = 50) {
    const now = scaleNow()
    const factor = way === 'in' ? CLOSER : 1 / CLOSER
    look(now, zoomed(now.part, now.whole, { at: placeAt(now, percent), factor }))
  }
  function shift(by: number) {
    const now = scaleNow()
    look(now, shifted(now.part, now.whole, by))
  }
  function move({ factor = 1, percent = 50, by = 0 }: Parameters<Zoom['move']>[0]) {
    const before = scaleNow()
    const closer = zoomed(before.part, before.whole, { at: placeAt(before, percent), factor })
    look(before, shifted(closer, before.whole, by / 100), 'once quiet')
  }
  function moveTo(from: number) {
    const before = scaleNow()
    look(before, shifted(before.part, before.whole, shareOf(before, from)), 'once quiet')
  }
  const reset = () => ask('')

  function onKeyDown(event: KeyboardEvent) {
    if (isTyping(event.target)) return
    const action = pressedOf(event, {
      zoom_in: () => zoom('in'),
      zoom_out: () => zoom('out'),
      zoom_all: reset,
      zoom_earlier: () => shift(-STEP),
      zoom_later: () => shift(STEP),
    })
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }

  return {
    scale,
    isZoomed: scale.part.to - scale.part.from < scale.whole.to - scale.whole.from,
    zoom,
    move,
    window: windowOf(scale),
    moveTo,
    show: (from, to) => look(scale, { from: placeAt(scale, from), to: placeAt(scale, to) }),
    reset,
    onKeyDown,
  }
}

const placeAt = ({ part }: AxisScale, percent: number) => part.from + ((part.to - part.from) * percent) / 100

const windowOf = ({ part, whole }: AxisScale): Stretch => ({
  from: (part.from / (whole.to - whole.from)) * 100,
  to: (part.to / (whole.to - whole.from)) * 100,
})

/** How far what is in sight lies before a place, in percent of the whole; as a share of what is in sight. */
const shareOf = ({ part, whole }: AxisScale, from: number) =>
  ((from / 100) * (whole.to - whole.from) - part.from) / (part.to - part.from)

export const isTyping = (target: EventTarget) =>
  target instanceof HTMLElement && target.matches('input, textarea, select')
