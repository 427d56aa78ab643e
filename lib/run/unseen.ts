import type { RunView } from './fold'

interface TimeRange {
  readonly from: number
  readonly to: number
}

/**
 * What passed of a run before anybody watched it, in Unix milliseconds: from its creation until it was first seen. Null
 * where its log begins with the run, or there is none.
 */
export function unseenOf({ run, log, stages }: RunView): TimeRange | null {
  const first = log.find(({ data }) => 'object' in data && data.object === 'thread.run')
  if (!run || !first || first.event === 'thread.run.created') return null
  const to = stages[0]?.from ?? first.at
  // As before anything of its log was here: what it has lasted does not change when that comes.
  return { from: Math.min(run.created_at * 1000, to), to }
}
