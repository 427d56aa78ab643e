// Gaps in what was seen of a run: its backend or this server was away, and what happened meanwhile is known by its
// outcome alone.
import type { RunStatus } from '@/lib/protocol/status'
import type { RunView } from '@/lib/run/fold'
import { unseenOf } from '@/lib/run/unseen'

interface Gap {
  readonly from: number
  readonly to: number
}

/** Longer than polls are apart by themselves, in milliseconds: a run that waits is asked for once a minute. */
const MIN_GAP_MS = 15_000
const MIN_WAITING_GAP_MS = 90_000

const minGapIn = (status: RunStatus | undefined) => (status === 'requires_action' ? MIN_WAITING_GAP_MS : MIN_GAP_MS)

/** In their order, in Unix milliseconds; what passed before the first look is not among them. */
export function unwatchedOf(view: RunView): readonly Gap[] {
  const firstSeen = unseenOf(view)?.to
  return view.windows.flatMap(({ notBefore, at }) => {
    if (notBefore === null || at === firstSeen) return []
    const before = view.stages.findLast(({ from }) => from <= notBefore)
    return at - notBefore > minGapIn(before?.status) ? [{ from: notBefore, to: at }] : []
  })
}
