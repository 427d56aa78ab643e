import type { RunView, Window } from '@/lib/run/fold'
import { unseenOf } from '@/lib/run/unseen'
import { countWhile } from './count-while'

/** Which ends of a stretch of time are known roughly only: drawn soft, written with ≈. */
export type Softness = 'none' | 'from' | 'to' | 'both'

/** What is known of the ends of a stretch. */
export interface Ends {
  readonly softness: Softness
  /** It began after this moment and not after its `from`; null where that is exact, or nobody knows since when. */
  readonly fromNotBefore: number | null
  /** The same of its `to`. */
  readonly toNotBefore: number | null
}

/** A view without a log was made of a snapshot, whose times are whole seconds. */
export const isSoft = (view: Pick<RunView, 'run' | 'log'>) => view.run !== null && view.log.length === 0

/**
 * What a poll found out happened at some time since the poll before; the time that the log has for it is that of the
 * poll that showed it. Of a view without a log nothing is exact.
 */
export function endsOf(view: RunView, { from, to }: { readonly from: number; readonly to: number }): Ends {
  if (isSoft(view)) return { softness: 'both', fromNotBefore: null, toNotBefore: null }
  const [begun, ended] = [windowAt(view, from), windowAt(view, to)]
  // What passed before anybody watched is unknown as a whole: nothing that was found then fades through it.
  const unseen = unseenOf(view)
  const known = (window: Window | undefined) => (window && window.at !== unseen?.to ? window.notBefore : null)
  return {
    softness: begun && ended ? 'both' : begun ? 'from' : ended ? 'to' : 'none',
    fromNotBefore: known(begun),
    toNotBefore: known(ended),
  }
}

/** Windows are in order, and a run that was polled for hours has many of them. */
export function windowAt({ windows }: RunView, at: number): Window | undefined {
  const window = windows[countWhile(windows, (each) => each.at < at)]
  return window?.at === at ? window : undefined
}
