import type { Change } from '@/lib/protocol/playground'
import type { RunStatus } from '@/lib/protocol/status'

/** The events that a toast announces to readers of other pages. */
export type Elsewhere = 'needs_answer' | 'failed'

const byStatus: Partial<Record<RunStatus, Elsewhere>> = {
  requires_action: 'needs_answer',
  failed: 'failed',
  incomplete: 'failed',
  expired: 'failed',
}

/** What the reader looks at. */
interface Place {
  readonly pathname: string
  /** The thread that the address names beside its path: the test conversation of an assistant. */
  readonly thread: string
  /** The runs that it names so: two that are compared. */
  readonly runs: readonly string[]
}

/** The overview and the list have all runs, a matrix those that it asks: some fail before its address names them. */
const showingAll: ReadonlySet<string | undefined> = new Set([undefined, 'runs', 'matrix'])

/** What to announce to a reader of that page about a change; undefined when there is nothing to say. */
export function elsewhereOf(change: Change, { pathname, thread, runs }: Place): Elsewhere | undefined {
  if (change.kind !== 'run' || change.verb !== 'put' || !change.status) return undefined
  const [, , place, id] = pathname.split('/')
  const shown = place === 'threads' ? id : thread
  const isSeen = showingAll.has(place) || shown === change.thread_id || runs.includes(change.id)
  return isSeen ? undefined : byStatus[change.status]
}
