// Time to place: the axis of a life, and the straight line from milliseconds to pixels.
import type { Lifecycle, Stretch } from './lifecycle'

/** How much of an axis a folded gap still takes, against the length of all that is not folded. */
const FOLDED_SHARE = 0.08

/** A live axis leaves room for what comes next, so that bars grow into it instead of the axis running away. */
const ROOM = 1.05

/** From when to when an axis reaches. It always has a length, a life of one moment included. */
export function axisOf({ from, to, isLive }: Pick<Lifecycle, 'from' | 'to' | 'isLive'>): Stretch {
  const length = Math.max(1, to - from)
  return { from, to: from + (isLive ? length * ROOM : length) }
}

/** The place of a moment on `width` (pixels, or 100 for percent). Moments outside the axis stand at its ends. */
export function scaleTo(width: number, from: number, to: number): (at: number) => number {
  const length = Math.max(1, to - from)
  return (at) => (Math.min(Math.max(at, from), Math.max(from, to)) - from) / length * width
}

/** An axis with its gaps folded: moments go on in order, a gap passes in a moment. `gaps` are in order and apart. */
export function foldedAxisOf(axis: Stretch, gaps: readonly Stretch[]) {
  const open = stretchesOf(axis, gaps)
  const work = open.reduce((sum, { from, to }) => sum + to - from, 0)
  const folded = Math.max(1, work * FOLDED_SHARE)
  const place = (at: number) => {
    const outside = open.reduce((sum, { from, to }) => sum + Math.min(Math.max(at - from, 0), to - from), 0)
    const inside = gaps.reduce((sum, { from, to }) => sum + Math.min(Math.max((at - from) / (to - from), 0), 1), 0)
    return outside + inside * folded
  }
  return { place, length: Math.max(1, work + gaps.length * folded), open }
}

/** What is left of an axis between its gaps. */
function stretchesOf({ from, to }: Stretch, gaps: readonly Stretch[]): readonly Stretch[] {
  const edges = [from, ...gaps.flatMap((gap) => [gap.from, gap.to]), to]
  return Array.from({ length: gaps.length + 1 }, (_, index) => ({ from: edges[index * 2]!, to: edges[index * 2 + 1]! }))
    .filter((stretch) => stretch.to > stretch.from)
}
