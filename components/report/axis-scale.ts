import { gapsOf, type Lifecycle, type TimeRange } from '@/lib/inspector/lifecycle'
import { axisOf } from '@/lib/inspector/scale'
import { ticksOf } from '@/lib/inspector/ticks'
import { fitted } from '@/lib/inspector/zoom'

const MAX_TICKS = 6

/** Where things stand on the timeline, in percent of its width; what is not in sight stands outside of 0 to 100. */
export interface AxisScale {
  readonly place: (at: number) => number
  readonly momentAt: (percent: number) => number
  readonly ticks: readonly { readonly at: number; readonly offset: number }[]
  readonly gaps: readonly TimeRange[]
  /** What is in sight of the whole axis, both in places of the axis. */
  readonly part: TimeRange
  readonly whole: TimeRange
  /** The moments between which a part of the axis lies. */
  readonly momentsOf: (part: TimeRange) => TimeRange
}

interface ScaleOptions {
  readonly gaps: 'folded' | 'whole'
  /** The moments to look at closely; null looks at all. */
  readonly zoom: TimeRange | null
}

/** The scale of a life, with its long idle stretches folded or not, and as close as is asked for. */
export function axisScaleOf(life: Lifecycle, options: ScaleOptions): AxisScale {
  const gaps = options.gaps === 'folded' ? gapsOf(life) : []
  const { place, momentAt, length, open } = axisOf(life, gaps)
  const whole = { from: 0, to: length }
  const { zoom } = options
  const part = zoom ? fitted({ from: place(zoom.from), to: place(zoom.to) }, whole) : whole
  const share = 100 / (part.to - part.from)
  const seen = { from: momentAt(part.from), to: momentAt(part.to) }
  const inSight = open
    .map(({ from, to }) => ({ from: Math.max(from, seen.from), to: Math.min(to, seen.to) }))
    .filter(({ from, to }) => to > from)
  return {
    place: (at) => (place(at) - part.from) * share,
    momentAt: (percent) => momentAt(part.from + percent / share),
    ticks: ticksOf(inSight, MAX_TICKS, life.from).map((at) => ({ at, offset: at - life.from })),
    gaps: gaps.filter(({ from, to }) => to > seen.from && from < seen.to),
    part,
    whole,
    momentsOf: ({ from, to }) => ({ from: momentAt(from), to: momentAt(to) }),
  }
}

/** What stands at an end of the axis may come out of the arithmetic this far, in percent, beside it. */
const ROUNDING = 1e-6

/** The part of a stretch that is in sight, in percent; null when none is. */
export function inSight({ place }: AxisScale, { from, to }: TimeRange): { left: number; width: number } | null {
  const left = place(from)
  const right = place(to)
  if (right < -ROUNDING || left > 100 + ROUNDING) return null
  const shown = Math.min(100, Math.max(0, left))
  return { left: shown, width: Math.max(0, Math.min(100, right) - shown) }
}
