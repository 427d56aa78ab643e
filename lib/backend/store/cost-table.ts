import type { Cost } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'

/** What runs cost. Summaries of runs and threads have it. */
export interface CostTable {
  put(cost: Cost, run: Pick<Run, 'id' | 'thread_id'>): Promise<void>
}
