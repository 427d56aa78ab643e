import type { RunSummary } from '@/lib/protocol/playground'
import type { RunView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'

/** How a run stands and when it began and ended, by what was seen of it, else by the index. Unix ms. */
export function runTimesOf({ run, created_ms, ended_ms }: RunSummary, view: RunView | undefined) {
  const last = view?.stages.at(-1)
  const seen = last && (isTerminal(last.status) || !isTerminal(run.status)) ? last : undefined
  return {
    status: seen?.status ?? run.status,
    fromMs: created_ms,
    toMs: ended_ms ?? (seen && isTerminal(seen.status) ? seen.from : isTerminal(run.status) ? created_ms : null),
  }
}
