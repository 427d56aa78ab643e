// How the times of a stretch are known: what a reader is told beside them.
import type { EventSource } from '@/lib/protocol/event'
import type { RunView } from '@/lib/run/fold'
import { unseenOf } from '@/lib/run/unseen'
import { countWhile } from './count-while'
import type { TimeRange } from './lifecycle'
import { isSoft, windowAt } from './softness'

/**
 * `seconds`: as the server's object tells it; `unseen`: found when the run was first watched, and it happened at some
 * time since the run's creation. `windowMs` is how long the time is in which it happened, in milliseconds; null where
 * the moment is exact, or where nobody knows since when.
 */
export interface Known {
  readonly by: EventSource | 'seconds' | 'unseen'
  readonly windowMs: number | null
}

/** Of each end of these stretches, in their order and each way once, with the longest window. A live end is now. */
export function knownOf(view: RunView, stretches: readonly Stretch[]): readonly Known[] {
  const known = new Map<Known['by'], Known>()
  for (const { from, to, isLive } of stretches) {
    for (const moment of isLive ? [from] : [from, to]) {
      const { by, windowMs } = knownAt(view, moment)
      const longest = Math.max(windowMs ?? -1, known.get(by)?.windowMs ?? -1)
      known.set(by, { by, windowMs: longest < 0 ? null : longest })
    }
  }
  return [...known.values()]
}

interface Stretch extends TimeRange {
  readonly isLive: boolean
}

function knownAt(view: RunView, moment: number): Known {
  if (isSoft(view)) return { by: 'seconds', windowMs: null }
  const next = countWhile(view.log, ({ at }) => at < moment)
  // A call may begin within a line of deltas.
  const entry = view.log[next]?.at === moment ? view.log[next] : view.log[next - 1]
  if (!entry) return { by: 'seconds', windowMs: null }
  const window = windowAt(view, moment)
  const windowMs = window && window.notBefore !== null ? window.at - window.notBefore : null
  if (entry.source === 'poll' && moment === unseenOf(view)?.to) return { by: 'unseen', windowMs }
  return { by: entry.source, windowMs: entry.source === 'import' ? null : windowMs }
}
