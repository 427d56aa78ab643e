import { gapsOf, type Lifecycle, type Stretch } from '@/lib/run/lifecycle'
import { axisOf, scaleTo } from '@/lib/run/scale'
import { ticksOf } from '@/lib/run/ticks'

const MOST_TICKS = 6

/** Where things stand on the timeline, in percent of its width. */
export interface AxisScale {
  readonly place: (at: number) => number
  readonly ticks: readonly { readonly at: number; readonly offset: number }[]
  readonly gaps: readonly Stretch[]
}

/** The scale of a life, with its long idle stretches folded or not. */
export function axisScaleOf(life: Lifecycle, gapsAre: 'folded' | 'whole'): AxisScale {
  const gaps = gapsAre === 'folded' ? gapsOf(life) : []
  const { place, length, open } = axisOf(life, gaps)
  const percent = scaleTo(100, 0, length)
  return {
    place: (at) => percent(place(at)),
    ticks: ticksOf(open, MOST_TICKS).map((at) => ({ at, offset: at - life.from })),
    gaps,
  }
}
