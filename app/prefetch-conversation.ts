import type { QueryClient } from '@tanstack/react-query'
import { entriesOf } from '@/components/lists/paged'
import type { Api } from '@/lib/client/api'
import { stepsQuery } from '@/lib/client/run-queries'
import { messagesQuery, threadRunsQuery } from '@/lib/client/thread-queries'

/** Of how many runs, newest first, the tool calls stand in the page's HTML; those of others come when they are near. */
const RUNS_WITH_STEPS = 3

/** What was said and done in a thread. */
export async function prefetchConversation(client: QueryClient, api: Api, threadId: string) {
  await Promise.all([
    client.prefetchInfiniteQuery(messagesQuery(api, threadId)),
    client.prefetchInfiniteQuery(threadRunsQuery(api, threadId)),
  ])
  const runs = entriesOf(client.getQueryData(threadRunsQuery(api, threadId).queryKey))
  const withTools = runs.filter(({ run }) => run.tools.length > 0).slice(0, RUNS_WITH_STEPS)
  await Promise.all(withTools.map(({ id }) => client.prefetchQuery(stepsQuery(api, { thread: threadId, run: id }))))
}
