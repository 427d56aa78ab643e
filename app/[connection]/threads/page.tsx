import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ThreadsPage } from '@/components/threads/threads-page'
import { threadsQuery } from '@/lib/client/queries'
import { prefetch } from '../../prefetch'

interface ThreadsProps {
  readonly params: Promise<{ connection: string }>
  readonly searchParams: Promise<{ q?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('threads')
  return { title: t('title') }
}

export default async function Threads({ params, searchParams }: ThreadsProps) {
  const [{ connection }, { q }] = await Promise.all([params, searchParams])
  const state = await prefetch(connection, (client, api) =>
    client.prefetchInfiniteQuery(threadsQuery(api, [q].flat()[0])),
  )
  return (
    <HydrationBoundary state={state}>
      <ThreadsPage />
    </HydrationBoundary>
  )
}
