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

/** What a change is worth telling a reader of that page; undefined when they see it there anyway, or it is nothing. */
export function elsewhereOf(change: Change, pathname: string): Elsewhere | undefined {
  if (change.kind !== 'run' || change.verb !== 'put' || !change.status) return undefined
  const [, , place, id] = pathname.split('/')
  const isSeen = place === undefined || place === 'runs' || (place === 'threads' && id === change.thread_id)
  return isSeen ? undefined : told[change.status]
}
