'use client'

import { useCallback, useMemo, type KeyboardEvent } from 'react'
import { pressedOf } from '@/components/actions/pressed'
import type { Lifecycle, TimeRange } from '@/lib/inspector/lifecycle'
import { shifted, zoomed } from '@/lib/inspector/zoom'
import { axisScaleOf, type AxisScale } from './axis-scale'
import { useLookedPart } from './use-looked-part'

const CLOSER = 2

/** How far an arrow key moves, as a share of what is in sight. */
const STEP = 0.25

/** `factor` times as close at a place in percent, which is the middle unless said, and `by` percent further on. */
interface Movement {
  readonly factor?: number | undefined
  readonly percent?: number | undefined
  readonly by?: number
}

export interface Zoom {
  readonly scale: AxisScale
  readonly isZoomed: boolean
  /** Looks closer at (or, `out`, from further at) a place in percent; its middle unless said. */
  readonly zoom: (way: 'in' | 'out', percent?: number) => void
  /** Looks at what lies between two places, in percent. */
  readonly show: (from: number, to: number) => void
  /** What a finger or a wheel does; the address follows when it is over. */
  readonly move: (movement: Movement) => void
  /** What is in sight, in percent of the whole, and how to look elsewhere: where it begins. */
  readonly window: TimeRange
  readonly moveTo: (from: number) => void
  readonly reset: () => void
  /** Hears the keys that zoom, and those that move what is in sight. */
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** How closely the timeline is looked at. It stands in the address, in milliseconds from the run's beginning. */
export function useZoom(life: Lifecycle, gaps: 'folded' | 'whole'): Zoom {
  const { looked, now, ask } = useLookedPart(life.from)
  const scaleFor = useCallback((zoom: TimeRange | null) => axisScaleOf(life, { gaps, zoom }), [life, gaps])
  const scale = useMemo(() => scaleFor(looked), [scaleFor, looked])
  // Keys and clicks come faster than renders: each goes on from where the one before it led.
  const scaleNow = () => scaleFor(now())

  function look({ whole, momentsOf }: AxisScale, next: TimeRange, when?: 'once quiet') {
    const isWhole = next.to - next.from >= whole.to - whole.from
    ask(isWhole ? null : momentsOf(next), when)
  }
  function change({ factor = 1, percent = 50, by = 0 }: Movement, when?: 'once quiet') {
    const before = scaleNow()
    const closer = zoomed(before.part, before.whole, { at: placeAt(before, percent), factor })
    look(before, shifted(closer, before.whole, by / 100), when)
  }
  const zoom = (way: 'in' | 'out', percent?: number) => change({ factor: way === 'in' ? CLOSER : 1 / CLOSER, percent })
  const shift = (by: number) => change({ by: by * 100 })
  const move = (movement: Movement) => change(movement, 'once quiet')
  const moveTo = (from: number) => move({ by: shareOf(scaleNow(), from) * 100 })
  const reset = () => ask(null)

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

const windowOf = ({ part, whole }: AxisScale): TimeRange => ({
  from: (part.from / (whole.to - whole.from)) * 100,
  to: (part.to / (whole.to - whole.from)) * 100,
})

/** How far what is in sight lies before a place, in percent of the whole; as a share of what is in sight. */
const shareOf = ({ part, whole }: AxisScale, from: number) =>
  ((from / 100) * (whole.to - whole.from) - part.from) / (part.to - part.from)

export const isTyping = (target: EventTarget) =>
  target instanceof HTMLElement && target.matches('input, textarea, select')
