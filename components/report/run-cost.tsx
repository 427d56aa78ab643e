import { CostText } from '@/components/ui/cost-text'
import { costOfRun } from '@/lib/run/cost'
import type { RunView } from '@/lib/run/fold'

/** What a run cost so far. Props: view. */
export function RunCost({ view }: { readonly view: RunView }) {
  const cost = costOfRun(view)
  return cost && <CostText cost={cost} />
}
