import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { threadFilterOf } from '@/components/threads/thread-filter'
import { ThreadsPage } from '@/components/threads/threads-page'
import { emptyThreadsQuery, labelsQuery, threadsQuery } from '@/lib/client/queries'
import { prefetch } from '../../prefetch'

interface ThreadsProps {
  readonly params: Promise<{ connection: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('threads')
  return { title: t('title') }
}

export default async function Threads({ params, searchParams }: ThreadsProps) {
  const [{ connection }, asked] = await Promise.all([params, searchParams])
  const filter = threadFilterOf((name) => [asked[name]].flat()[0] ?? '')
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchInfiniteQuery(threadsQuery(api, filter)),
      client.prefetchQuery(labelsQuery(api, 'thread')),
      client.prefetchQuery(emptyThreadsQuery(api)),
    ]),
  )
  return (
    <HydrationBoundary state={state}>
      <ThreadsPage />
    </HydrationBoundary>
  )
}
