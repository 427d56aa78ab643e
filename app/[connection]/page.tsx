import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DamagedNotice } from '@/components/overview/damaged-notice'
import { OverviewPage } from '@/components/overview/overview-page'
import { overviewRuns } from '@/components/overview/overview-runs'
import { Prefetched } from '@/components/shell/prefetched'
import { modelsQuery, runsQuery, threadsQuery } from '@/lib/client/queries'
import { peek, prefetch } from '../prefetch'
import { WithMessages } from '../with-messages'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview')
  return { title: t('title') }
}

export default async function Overview({ params }: { params: Promise<{ connection: string }> }) {
  const { connection } = await params
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchQuery(modelsQuery(api)),
      ...Object.values(overviewRuns).map((filter) => client.prefetchInfiniteQuery(runsQuery(api, filter))),
      client.prefetchInfiniteQuery(threadsQuery(api)),
    ]),
  )
  // Asked for last: what was just read may have met more of them.
  const damaged = await peek(connection, (api) => api.damaged())
  return (
    <WithMessages section="overview">
      <DamagedNotice rows={damaged?.data ?? []} />
      <Prefetched state={state}>
        <OverviewPage />
      </Prefetched>
    </WithMessages>
  )
}
