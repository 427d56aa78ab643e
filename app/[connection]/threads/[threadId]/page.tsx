import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ThreadPage } from '@/components/messages/thread-page'
import { plainName } from '@/components/names/plain-name'
import { assistantsQuery, modelsQuery } from '@/lib/client/queries'
import { threadQuery } from '@/lib/client/thread-queries'
import { prefetch, titleOf } from '../../../prefetch'
import { prefetchConversation } from '../../../prefetch-conversation'

interface ThreadProps {
  readonly params: Promise<{ connection: string; threadId: string }>
  readonly searchParams: Promise<{ draft?: string | string[]; assistant?: string | string[] }>
}

export async function generateMetadata({ params }: ThreadProps): Promise<Metadata> {
  const [{ connection, threadId }, t] = await Promise.all([params, getTranslations('threads')])
  return titleOf(connection, (api) => api.threads.get(threadId), {
    of: ({ title, preview }) => plainName(title ?? preview ?? t('untitled')),
    otherwise: t('column.title'),
  })
}

export default async function Thread({ params, searchParams }: ThreadProps) {
  const [{ connection, threadId }, { draft, assistant }] = await Promise.all([params, searchParams])
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchQuery(threadQuery(api, threadId)),
      prefetchConversation(client, api, threadId),
      client.prefetchInfiniteQuery(assistantsQuery(api)),
      client.prefetchQuery(modelsQuery(api)),
    ]),
  )
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
