import type { Change } from '@/lib/protocol/playground'
import type { RunStatus } from '@/lib/protocol/status'

/** What readers are told of although they look at something else. */
export type Elsewhere = 'needs_answer' | 'failed'

const told: Partial<Record<RunStatus, Elsewhere>> = {
  requires_action: 'needs_answer',
  failed: 'failed',
  incomplete: 'failed',
  expired: 'failed',
}

/** Where the reader looks. */
interface Place {
  readonly pathname: string
  /** The thread that the address names beside its path: the test conversation of an assistant. */
  readonly thread: string
}

/** What a change is worth telling a reader of that page; undefined when they see it there anyway, or it is nothing. */
export function elsewhereOf(change: Change, { pathname, thread }: Place): Elsewhere | undefined {
  if (change.kind !== 'run' || change.verb !== 'put' || !change.status) return undefined
  const [, , place, id] = pathname.split('/')
  const shown = place === 'threads' ? id : thread
  const isSeen = place === undefined || place === 'runs' || shown === change.thread_id
  return isSeen ? undefined : told[change.status]
}
