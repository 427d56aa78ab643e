// A thread that was copied from another says so in its metadata, so that it says it on every wire.
import type { ForkedFrom } from '@/lib/protocol/forked-from'

const names = { thread_id: 'forked_from_thread', run_id: 'forked_from_run', message_id: 'forked_from_message' } as const

export const forkMetadata = ({ thread_id, run_id, message_id }: ForkedFrom): Record<string, string> => ({
  [names.thread_id]: thread_id,
  [names.run_id]: run_id,
  ...(message_id !== null && { [names.message_id]: message_id }),
})

/** Undefined where it was not copied, or says so with something that names no thread and run. */
export function forkedFrom(metadata: Readonly<Record<string, string>> | null | undefined): ForkedFrom | undefined {
  const { [names.thread_id]: thread_id, [names.run_id]: run_id, [names.message_id]: message_id } = metadata ?? {}
  return thread_id && run_id ? { thread_id, run_id, message_id: message_id || null } : undefined
}
