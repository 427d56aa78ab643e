'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { entriesOf } from '@/components/lists/paged'
import { deletedMessagesQuery, messagesQuery, threadRunsQuery } from '@/lib/client/thread-queries'
import { useLiveRun, useSeenRuns } from '@/lib/live/live-context'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import { threadViewOf } from '@/lib/inspector/thread-view'

/**
 * A thread's conversation: what was fetched, and over it the runs that are or were followed live. Null stands for a
 * thread that does not exist yet.
 */
export function useThread(id: string | null) {
  const api = useApi()
  const enabled = id !== null
  const messages = useInfiniteQuery({ ...messagesQuery(api, id ?? ''), enabled })
  const { data: deleted } = useQuery(deletedMessagesQuery(api, id ?? ''))
  const runs = useInfiniteQuery({ ...threadRunsQuery(api, id ?? ''), enabled })
  const summaries = useMemo(() => entriesOf(runs.data), [runs.data])
  const underway = summaries.find(({ run }) => !isTerminal(run.status))?.id ?? null
  const followed = useLiveRun(underway)
  const seen = useSeenRuns(useMemo(() => summaries.map((summary) => summary.id), [summaries]))
  const entries = useMemo(
    () =>
      threadViewOf({
        messages: entriesOf(messages.data).reverse(),
        runs: summaries.map(({ run }) => run).reverse(),
        live: seen,
        deleted: deleted ?? [],
        hasOlder: messages.hasNextPage,
      }),
    [messages.data, messages.hasNextPage, summaries, seen, deleted],
  )
  const active: Run | undefined = entries
    .flatMap((entry) => (entry.type === 'run' && !isTerminal(entry.run.status) ? [entry.run] : []))
    .at(-1)
  return { messages, runs, summaries, seen, followed, entries, active }
}

export type ThreadState = ReturnType<typeof useThread>
