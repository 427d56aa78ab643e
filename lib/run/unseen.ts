import type { RunView } from './fold'

interface TimeRange {
  readonly from: number
  readonly to: number
}

/**
 * What passed of a run before anybody watched it, in Unix milliseconds: from its creation until it was first seen. Null
 * where its log begins with the run, or there is none.
 */
export function unseenOf({ run, log, stages, windows }: RunView): TimeRange | null {
  const first = log.find(({ data }) => 'object' in data && data.object === 'thread.run')
  if (!run || !first || first.event === 'thread.run.created') return null
  const to = stages[0]?.from ?? first.at
  const created = windows.find(({ at }) => at === to)?.notBefore ?? run.created_at * 1000
  return { from: Math.min(created, to), to }
}
