import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'

/**
 * The messages that a thread had when a run was created, oldest first. `newestFirst` are the thread's, as the wire
 * lists them: the run's own messages say more exactly than seconds where it began.
 */
export function messagesBefore<T extends Message>(
  newestFirst: readonly T[],
  { id, created_at }: Pick<Run, 'id' | 'created_at'>,
): readonly T[] {
  const own = newestFirst.findLastIndex(({ run_id }) => run_id === id)
  return newestFirst
    .slice(own + 1)
    .filter((message) => message.created_at <= created_at)
    .reverse()
}

/**
 * What a run was asked: the user's last messages with no answer between them. They may stand before an answer: a
 * second run can follow on the same question. Takes messages oldest first.
 */
export function questionIn<T extends Message>(before: readonly T[]): readonly T[] {
  const upToLast = before.slice(0, before.findLastIndex(({ role }) => role === 'user') + 1)
  return upToLast.slice(upToLast.findLastIndex(({ role }) => role === 'assistant') + 1)
}
