'use client'

import { useMemo, type KeyboardEvent } from 'react'
import { pressedOf } from '@/components/actions/keyboard'
import { useSearchParam } from '@/components/use-search-param'
import type { Lifecycle, Stretch } from '@/lib/run/lifecycle'
import { fromZoomText, shifted, toZoomText, zoomed } from '@/lib/run/zoom'
import { axisScaleOf, type AxisScale } from './axis-scale'

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
  readonly reset: () => void
  /** Hears the keys that zoom, and those that move what is in sight. */
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** How closely the timeline is looked at. It stands in the address, in milliseconds from the run's beginning. */
export function useZoom(life: Lifecycle, gaps: 'folded' | 'whole'): Zoom {
  const [asked, ask] = useSearchParam('zoom')
  const scale = useMemo(() => axisScaleOf(life, { gaps, zoom: fromZoomText(asked, life.from) }), [life, gaps, asked])
  const { part, whole } = scale

  function look(next: Stretch) {
    const isWhole = next.to - next.from >= whole.to - whole.from
    ask(isWhole ? '' : toZoomText(scale.momentsOf(next), life.from), 'replace')
  }
  const placeAt = (percent: number) => part.from + ((part.to - part.from) * percent) / 100
  const zoom = (way: 'in' | 'out', percent = 50) =>
    look(zoomed(part, whole, { at: placeAt(percent), factor: way === 'in' ? CLOSER : 1 / CLOSER }))
  const reset = () => ask('', 'replace')

  function onKeyDown(event: KeyboardEvent) {
    if (isTyping(event.target)) return
    const action = pressedOf(event, {
      zoom_in: () => zoom('in'),
      zoom_out: () => zoom('out'),
      zoom_all: reset,
      zoom_earlier: () => look(shifted(part, whole, -STEP)),
      zoom_later: () => look(shifted(part, whole, STEP)),
    })
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }

  return {
    scale,
    isZoomed: part.to - part.from < whole.to - whole.from,
    zoom,
    show: (from, to) => look({ from: placeAt(from), to: placeAt(to) }),
    reset,
    onKeyDown,
  }
}

const isTyping = (target: EventTarget) => target instanceof HTMLElement && target.matches('input, textarea, select')
