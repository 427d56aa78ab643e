import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MatrixPage } from '@/components/matrix/matrix-page'
import { runsOf } from '@/components/matrix/variants'
import { Prefetched } from '@/components/shell/prefetched'
import { assistantsQuery } from '@/lib/client/queries'
import { runQuery } from '@/lib/client/run-queries'
import { prefetch } from '../../prefetch'

interface MatrixProps {
  readonly params: Promise<{ connection: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('comparison.matrix')
  return { title: t('title') }
}

export default async function Matrix({ params, searchParams }: MatrixProps) {
  const [{ connection }, asked] = await Promise.all([params, searchParams])
  const ids = runsOf([asked.r].flat()[0] ?? '').filter(Boolean)
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchInfiniteQuery(assistantsQuery(api)),
      ...ids.map((id) => client.prefetchQuery(runQuery(api, id))),
    ]),
  )
  return (
    <Prefetched state={state}>
      <MatrixPage />
    </Prefetched>
  )
}
