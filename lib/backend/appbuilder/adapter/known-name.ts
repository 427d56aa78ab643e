import type { Message } from '@/lib/protocol/message'
import type { AdapterServices } from './context'

/**
 * The answer of a run has one name in the run's stream and may have another in the thread's list. Who followed the run
 * knows the first, so that one stays. Where a run has said several things, names that differ are left as they are.
 * `listed` is the list that the message is in.
 */
export async function knownName(
  { mirror }: AdapterServices,
  { id, thread_id, run_id }: Message,
  listed: readonly Message[],
): Promise<string> {
  if (!run_id) return id
  const { data } = await mirror.messages.list(thread_id, { limit: 2, order: 'asc', run_id })
  const isOnly = data.length === 1 && listed.filter((each) => each.run_id === run_id).length === 1
  return isOnly && data[0] ? data[0].id : id
}
