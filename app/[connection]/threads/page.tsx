import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '@/components/shell/prefetched'
import { hasTimes, threadFilterOf } from '@/components/threads/thread-filter'
import { ThreadsPage } from '@/components/threads/threads-page'
import { emptyThreadsQuery, labelsQuery, threadIndexQuery, threadsQuery } from '@/lib/client/queries'
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
  const param = (name: string) => [asked[name]].flat()[0] ?? ''
  const filter = threadFilterOf(param, 0)
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      // What a day is, only the browser knows.
      hasTimes(param) ? undefined : client.prefetchInfiniteQuery(threadsQuery(api, filter)),
      client.prefetchQuery(labelsQuery(api, 'thread')),
      client.prefetchQuery(emptyThreadsQuery(api)),
      client.prefetchQuery(threadIndexQuery(api)),
    ]),
  )
  return (
    <Prefetched state={state}>
      <ThreadsPage />
    </Prefetched>
  )
}
