import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { plainName } from '@/components/names/plain-name'
import { ReplayPage } from '@/components/replay-page/replay-page'
import { threadQuery } from '@/lib/client/thread-queries'
import { prefetch, titleOf } from '../../../../prefetch'

interface ReplayParams {
  readonly params: Promise<{ connection: string; threadId: string }>
}

export async function generateMetadata({ params }: ReplayParams): Promise<Metadata> {
  const [{ connection, threadId }, t] = await Promise.all([params, getTranslations()])
  return titleOf(connection, (api) => api.threads.get(threadId), {
    of: ({ title, preview }) => t('replay.of', { name: plainName(title ?? preview ?? t('threads.untitled')) }),
    otherwise: t('replay.title'),
  })
}

export default async function ReplayOfThread({ params }: ReplayParams) {
  const { connection, threadId } = await params
  // Logs may be long: the browser reads them.
  const state = await prefetch(connection, (client, api) => client.prefetchQuery(threadQuery(api, threadId)))
  return (
    <HydrationBoundary state={state}>
      <ReplayPage key={threadId} threadId={threadId} />
    </HydrationBoundary>
  )
}
