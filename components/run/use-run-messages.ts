'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '@/components/connection/connection-context'
import { entriesOf } from '@/components/lists/paged'
import { messagesQuery } from '@/lib/client/queries'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { messagesBefore } from '@/lib/run/messages-before'
import { runPartsOf } from '@/lib/inspector/thread-view'

/**
 * The messages that a run wrote, of these ids or all of them; those that were not seen live are read from the thread.
 * What was replaced did not come out: it is there for who asks by its id.
 */
export function useRunMessages(run: Run, view: RunView, ids: readonly string[] | null): readonly Message[] {
  const isOwn = (message: Message) => message.run_id === run.id && (ids === null || ids.includes(message.id))
  const seen = view.messages.filter(isOwn)
  const { data } = useInfiniteQuery({ ...messagesQuery(useApi(), run.thread_id), enabled: seen.length === 0 })
  const known = seen.length > 0 ? seen : entriesOf(data).filter(isOwn).reverse()
  return runPartsOf(view.steps, known).flatMap((part) =>
    part.type === 'message' && (ids !== null || !part.isReplaced) ? [part.message] : [],
  )
}

/** The messages that stood in the thread when a run was made, oldest first, as far back as they were fetched. */
export function useMessagesBefore(run: Run) {
  const { data, hasNextPage, isPending } = useInfiniteQuery(messagesQuery(useApi(), run.thread_id))
  return { before: messagesBefore(entriesOf(data), run), hasOlder: hasNextPage, isPending }
}
