import type { RunView } from '@/lib/run/fold'
import { emptyView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { weightOf } from '@/lib/backend/weight-of'

/** About how many characters all views together may have that are kept beside the newest. */
const MAX_WEIGHT = 16 * 1024 * 1024

export type RunViews = ReturnType<typeof createRunViews>

/**
 * Runs as their logs were read last. A log never changes where it was read, so it is read on from there: who answers
 * one of fifty calls need not read the other forty-nine again.
 */
export function createRunViews() {
  const views = new Map<string, { readonly view: RunView; readonly weight: number }>()
  let total = 0

  function drop(runId: string) {
    total -= views.get(runId)?.weight ?? 0
    views.delete(runId)
  }

  return {
    /** What is known of the run, if it is not beyond the event of that number. */
    upTo(runId: string, seq: number): RunView {
      const view = views.get(runId)?.view
      return view && view.lastSeq <= seq ? view : emptyView
    },

    /** Remembers the run until it is over, or others take its place. */
    keep(runId: string, view: RunView) {
      drop(runId)
      if (!view.run || isTerminal(view.run.status)) return
      const weight = weightOf(view)
      views.set(runId, { view, weight })
      total += weight
      for (const [oldest] of views) {
        if (total <= MAX_WEIGHT || oldest === runId) return
        drop(oldest)
      }
    },
  }
}
