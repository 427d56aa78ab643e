import type { RunView } from '@/lib/run/fold'

/** Which ends of a stretch of time are known roughly only: drawn soft, told with ≈. */
export type Softness = 'none' | 'from' | 'to' | 'both'

/** A view without a log was made of a snapshot, whose times are whole seconds. */
export const isSoft = (view: Pick<RunView, 'run' | 'log'>) => view.run !== null && view.log.length === 0

/**
 * What was found out by asking happened at some time since it was asked before; the moment that the log has for it is
 * that of the answer. Of a view without a log nothing is exact.
 */
export function softnessOf(view: RunView, { from, to }: { readonly from: number; readonly to: number }): Softness {
  if (isSoft(view)) return 'both'
  const ends = { from: view.asked.includes(from), to: view.asked.includes(to) }
  if (ends.from && ends.to) return 'both'
  return ends.from ? 'from' : ends.to ? 'to' : 'none'
}
