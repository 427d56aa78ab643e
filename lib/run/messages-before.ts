import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'

/**
 * The messages that stood in its thread when a run was made, oldest first. `newestFirst` are the thread's, as the wire
 * lists them: what a run wrote itself tells more exactly than the wire's seconds where it began.
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

/** What a run was asked: the last messages before it that nobody had answered yet. Takes them oldest first. */
export const questionIn = <T extends Message>(before: readonly T[]): readonly T[] =>
  before.slice(before.findLastIndex(({ role }) => role === 'assistant') + 1)
