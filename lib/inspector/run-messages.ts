import type { Message } from '@/lib/protocol/message'
import type { RunView } from '@/lib/run/fold'
import { runPartsOf } from './thread-view'

/**
 * The messages that a run wrote, of these ids or, with null, all of them: as its log has them, or else as its thread is
 * known to have them. What was replaced did not come out: it is there for who asks by its id.
 */
export function runMessagesOf(
  { run, messages, steps }: RunView,
  known: readonly Message[],
  ids: readonly string[] | null,
): readonly Message[] {
  const isOwn = (message: Message) => message.run_id === run?.id && (ids === null || ids.includes(message.id))
  const seen = messages.filter(isOwn)
  const own = seen.length > 0 ? seen : known.filter(isOwn)
  return runPartsOf(steps, own).flatMap((part) =>
    part.type === 'message' && (ids !== null || !part.isReplaced) ? [part.message] : [],
  )
}
