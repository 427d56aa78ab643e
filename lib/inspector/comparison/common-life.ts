import { isTerminal } from '@/lib/run/machine'
import { idleStatuses, type Lifecycle, type Segment, type TimeRange } from '../lifecycle'

/**
 * The life of two runs that both began at `from` (Unix ms): as long as the longer one, at work while one of them was,
 * and otherwise queued. What an axis is made of that both stand on.
 */
export function commonLife({ a, b }: Readonly<Record<'a' | 'b', Lifecycle>>, from: number): Lifecycle {
  const to = from + Math.max(a.to - a.from, b.to - b.from)
  const work = merged([...workOf(a), ...workOf(b)].map((each) => ({ from: from + each.from, to: from + each.to })))
  const edges = [from, ...work.flatMap((each) => [each.from, each.to]), to]
  const segments = edges.slice(1).flatMap((end, index): Segment[] => {
    const begin = edges[index]!
    if (end <= begin) return []
    return [{ ...bare, status: index % 2 === 0 ? 'queued' : 'in_progress', from: begin, to: end }]
  })
  return { ...bare, segments, unseen: null, unwatched: [], dwell: {}, from, to, isLive: a.isLive || b.isLive }
}

const bare = {
  softness: 'none',
  fromNotBefore: null,
  toNotBefore: null,
  isSoft: false,
  isLive: false,
  entry: 'legal',
} as const

/** When a run was at work, from its beginning on. */
const workOf = ({ segments, from: began }: Lifecycle): readonly TimeRange[] =>
  segments
    .filter(({ status, from, to }) => !idleStatuses.includes(status) && !isTerminal(status) && to > from)
    .map(({ from, to }) => ({ from: from - began, to: to - began }))

function merged(stretches: readonly TimeRange[]): readonly TimeRange[] {
  const all: { from: number; to: number }[] = []
  for (const { from, to } of [...stretches].sort((one, other) => one.from - other.from)) {
    const last = all.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}
