import type { Cost } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'

/** What runs cost, and whether their tokens were counted. Summaries of runs and threads have it. */
export interface CostTable {
  put(cost: Cost | undefined, about: CostOf): Promise<void>
}

interface CostOf {
  readonly run: Pick<Run, 'id' | 'thread_id'>
  /** Estimated where a part of it is. */
  readonly usage: 'counted' | 'estimated'
}
