// Time to place: the axis of a life, and the straight line from milliseconds to pixels.
import type { Lifecycle, TimeRange } from './lifecycle'

/** A live axis leaves room for what comes next, so that bars grow into it instead of the axis running away. */
const ROOM = 1.05

/** How much of an axis a folded gap still takes, against the length of all that is not folded. */
const FOLDED_SHARE = 0.08

/** An axis may be folded: then its places are not milliseconds apart, but still in the order of the moments. */
interface Axis {
  /** Where a moment stands, from 0 on. */
  readonly place: (at: number) => number
  /** The moment that stands at a place. */
  readonly momentAt: (place: number) => number
  /** Where the axis ends; never 0. */
  readonly length: number
  /** The stretches of time that are not folded. */
  readonly open: readonly TimeRange[]
}

/**
 * The axis of a life. It always has a length, a life of one moment included. `gaps`, which are in order and apart, are
 * folded: they pass in a moment.
 */
export function axisOf(life: Pick<Lifecycle, 'from' | 'to' | 'isLive'>, gaps: readonly TimeRange[] = []): Axis {
  const open = stretchesOf(life, gaps)
  const work = open.reduce((sum, { from, to }) => sum + to - from, 0)
  const folded = Math.max(1, work * FOLDED_SHARE)
  const place = (at: number) => {
    const outside = open.reduce((sum, { from, to }) => sum + Math.min(Math.max(at - from, 0), to - from), 0)
    const inside = gaps.reduce((sum, { from, to }) => sum + Math.min(Math.max((at - from) / (to - from), 0), 1), 0)
    return outside + inside * folded
  }
  const length = Math.max(1, work + gaps.length * folded) * (life.isLive ? ROOM : 1)
  const edges = [life.from, ...gaps.flatMap((gap) => [gap.from, gap.to]), life.to].map((at) => ({
    at,
    place: place(at),
  }))
  return { place, momentAt: (wanted) => momentBetween(edges, wanted), length, open }
}

/** Between two edges of an axis time passes evenly; beyond the last one as it passes outside of gaps. */
function momentBetween(edges: readonly { at: number; place: number }[], wanted: number): number {
  const next = edges.findIndex((edge) => edge.place > wanted)
  const before = edges.at(next < 0 ? -1 : Math.max(0, next - 1))!
  const after = edges[next]
  if (!after || after === before) return before.at + Math.max(0, wanted - before.place)
  return before.at + ((wanted - before.place) / (after.place - before.place)) * (after.at - before.at)
}

/** The place of a moment on `width` (pixels, or 100 for percent). Moments outside the axis stand at its ends. */
export function scaleTo(width: number, from: number, to: number): (at: number) => number {
  const length = Math.max(1, to - from)
  return (at) => ((Math.min(Math.max(at, from), Math.max(from, to)) - from) / length) * width
}

/** What is left of a life between its gaps. */
function stretchesOf({ from, to }: TimeRange, gaps: readonly TimeRange[]): readonly TimeRange[] {
  const edges = [from, ...gaps.flatMap((gap) => [gap.from, gap.to]), to]
  return Array.from({ length: gaps.length + 1 }, (_, index) => ({
    from: edges[index * 2]!,
    to: edges[index * 2 + 1]!,
  })).filter((stretch) => stretch.to > stretch.from)
}
