import { emptyView, fold, type RunView } from '@/lib/run/fold'
import type { EventTable } from '@/lib/backend/store/event-table'

/** A run as its whole log leaves it. The log is read in pieces: what it holds may be more than the objects it makes. */
export async function storedView(events: EventTable, runId: string): Promise<RunView> {
  let view = emptyView
  for (;;) {
    const piece = await events.after(runId, view.lastSeq, 10_000)
    if (piece.length === 0) return view
    view = fold(view, piece)
  }
}
