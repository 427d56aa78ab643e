import type { TimeRange } from '@/lib/inspector/lifecycle'
import type { Ends, Softness } from '@/lib/inspector/softness'
import { inSight, type AxisScale } from './axis-scale'

/** A bar fades out at the ends that are known roughly only, where nobody knows how roughly. */
const softEdges = {
  none: '',
  from: '[mask-image:linear-gradient(to_right,transparent,black_12px)]',
  to: '[mask-image:linear-gradient(to_left,transparent,black_12px)]',
  both: '[mask-image:linear-gradient(to_right,transparent,black_8px,black_calc(100%-8px),transparent)]',
} as const satisfies Record<Softness, string>

/** What stands before a length of time that is known roughly only. */
export const about = (softness: Softness) => (softness === 'none' ? '' : '≈ ')

const FADE = '12px'

/**
 * Where a bar is drawn, in percent of the axis, and how it fades: from the moment at which it may have begun to the one
 * by which it had, and in the same way at its end. Null when it is out of sight.
 */
export function softBar(scale: AxisScale, bar: TimeRange & Ends) {
  const { softness, from, to, fromNotBefore, toNotBefore } = bar
  const seen = inSight(scale, { from: fromNotBefore ?? from, to })
  if (!seen) return null
  const box = { left: `${seen.left}%`, width: `${seen.width}%` }
  if (fromNotBefore === null && toNotBefore === null) return { className: softEdges[softness], style: box }
  const at = (moment: number) => `${((scale.place(moment) - seen.left) / Math.max(seen.width, 0.01)) * 100}%`
  const isSoft = (end: 'from' | 'to') => softness === end || softness === 'both'
  const begin =
    fromNotBefore === null
      ? `black ${isSoft('from') ? FADE : '0'}`
      : `transparent ${at(fromNotBefore)}, black ${at(from)}`
  const end =
    toNotBefore === null
      ? `black calc(100% - ${isSoft('to') ? FADE : '0px'})`
      : `black ${at(Math.max(toNotBefore, from))}, transparent ${at(to)}`
  const edges = [
    isSoft('from') && fromNotBefore === null && 'transparent',
    begin,
    end,
    isSoft('to') && toNotBefore === null && 'transparent',
  ]
  return {
    className: '',
    style: { ...box, maskImage: `linear-gradient(to right, ${edges.filter(Boolean).join(', ')})` },
  }
}
