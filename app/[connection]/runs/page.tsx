import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { runFilterOf } from '@/components/runs/run-filter'
import { RunsPage } from '@/components/runs/runs-page'
import { Prefetched } from '@/components/shell/prefetched'
import { assistantsQuery, labelsQuery, runCountsQuery, runsQuery } from '@/lib/client/queries'
import { prefetch } from '../../prefetch'

interface RunsProps {
  readonly params: Promise<{ connection: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('runs')
  return { title: t('title') }
}

export default async function Runs({ params, searchParams }: RunsProps) {
  const [{ connection }, asked] = await Promise.all([params, searchParams])
  const filter = runFilterOf((name) => [asked[name]].flat()[0] ?? '')
  const { assistant_id, label, rating } = filter
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchInfiniteQuery(runsQuery(api, filter)),
      client.prefetchQuery(runCountsQuery(api, { assistant_id, label, rating })),
      client.prefetchQuery(labelsQuery(api, 'run')),
      client.prefetchInfiniteQuery(assistantsQuery(api)),
    ]),
  )
  return (
    <Prefetched state={state}>
      <RunsPage />
    </Prefetched>
  )
}
