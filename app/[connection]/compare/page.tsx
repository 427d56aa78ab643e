import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ComparePage } from '@/components/compare/compare-page'
import { Prefetched } from '@/components/shell/prefetched'
import { runQuery } from '@/lib/client/run-queries'
import { messagesQuery } from '@/lib/client/thread-queries'
import { prefetch } from '../../prefetch'
import { prefetchRun } from '../../prefetch-run'

interface CompareProps {
  readonly params: Promise<{ connection: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('comparison')
  return { title: t('title') }
}

export default async function Compare({ params, searchParams }: CompareProps) {
  const [{ connection }, asked] = await Promise.all([params, searchParams])
  const ids = ['a', 'b'].flatMap((name) => [asked[name]].flat()[0] ?? [])
  const state = await prefetch(connection, (client, api) =>
    Promise.all(
      ids.map(async (id) => {
        const { run } = await client.fetchQuery(runQuery(api, id))
        const messages = client.prefetchInfiniteQuery(messagesQuery(api, run.thread_id))
        await Promise.all([prefetchRun(client, api, { threadId: run.thread_id, runId: id }), messages])
      }),
    ).catch(() => undefined),
  )
  return (
    <Prefetched state={state}>
      <ComparePage />
    </Prefetched>
  )
}
