import { HydrationBoundary, type QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ThreadPage } from '@/components/messages/thread-page'
import { entriesOf } from '@/components/paged'
import type { Api } from '@/lib/client/api'
import {
  assistantsQuery,
  messagesQuery,
  modelsQuery,
  stepsQuery,
  threadQuery,
  threadRunsQuery,
} from '@/lib/client/queries'
import { peek, prefetch } from '../../../prefetch'

interface ThreadProps {
  readonly params: Promise<{ connection: string; threadId: string }>
  readonly searchParams: Promise<{ draft?: string | string[]; assistant?: string | string[] }>
}

/** Of how many runs, newest first, the tool calls stand in the page's HTML; those of others come when they are near. */
const RUNS_WITH_STEPS = 3

export async function generateMetadata({ params }: ThreadProps): Promise<Metadata> {
  const [{ connection, threadId }, t] = await Promise.all([params, getTranslations('thread')])
  const thread = await peek(connection, (api) => api.threads.get(threadId))
  return { title: thread?.title ?? thread?.preview ?? t('conversation') }
}

export default async function Thread({ params, searchParams }: ThreadProps) {
  const [{ connection, threadId }, { draft, assistant }] = await Promise.all([params, searchParams])
  const state = await prefetch(connection, async (client, api) => {
    await Promise.all([
      client.prefetchQuery(threadQuery(api, threadId)),
      client.prefetchInfiniteQuery(messagesQuery(api, threadId)),
      client.prefetchInfiniteQuery(threadRunsQuery(api, threadId)),
      client.prefetchInfiniteQuery(assistantsQuery(api)),
      client.prefetchQuery(modelsQuery(api)),
    ])
    await prefetchSteps(client, { api, threadId })
  })
  return (
    <HydrationBoundary state={state}>
      <ThreadPage
        key={threadId}
        threadId={threadId}
        draft={[draft].flat()[0] ?? ''}
        assistant={[assistant].flat()[0] ?? ''}
      />
    </HydrationBoundary>
  )
}

async function prefetchSteps(client: QueryClient, { api, threadId }: { api: Api; threadId: string }) {
  const runs = entriesOf(client.getQueryData(threadRunsQuery(api, threadId).queryKey))
  const withTools = runs.filter(({ run }) => run.tools.length > 0).slice(0, RUNS_WITH_STEPS)
  await Promise.all(withTools.map(({ id }) => client.prefetchQuery(stepsQuery(api, { thread: threadId, run: id }))))
}
