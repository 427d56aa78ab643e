// A conversation as an audience sees it: nobody there is asked for what a rule is about to answer.
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { rulesAtWork } from '@/lib/run/call-responder'
import type { ThreadEntry } from './thread-view'

/** The entries, a run that waits for rules alone as one that is at work: then its calls stand among its steps. */
export const presentedEntries = (entries: readonly ThreadEntry[], seen: readonly RunView[]): readonly ThreadEntry[] =>
  entries.map((entry) => (entry.type === 'run' ? { ...entry, run: presentedRun(entry.run, seen) } : entry))

function presentedRun(run: Run, seen: readonly RunView[]): Run {
  const view = seen.find((each) => each.run?.id === run.id)
  const isWithRules = view !== undefined && rulesAtWork(run, view.responders).length > 0
  return isWithRules ? { ...run, status: 'in_progress', required_action: null } : run
}
