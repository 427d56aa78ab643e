import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '@/components/shell/prefetched'
import { VectorStoresPage } from '@/components/vector-stores/vector-stores-page'
import { vectorStoresQuery } from '@/lib/client/vector-store-queries'
import { prefetch } from '../../prefetch'

interface VectorStoresProps {
  readonly params: Promise<{ connection: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('stores')
  return { title: t('title') }
}

export default async function VectorStores({ params, searchParams }: VectorStoresProps) {
  const [{ connection }, { sort }] = await Promise.all([params, searchParams])
  const order = sort === 'created.asc' ? 'asc' : 'desc'
  const state = await prefetch(connection, (client, api) => client.prefetchInfiniteQuery(vectorStoresQuery(api, order)))
  return (
    <Prefetched state={state}>
      <VectorStoresPage />
    </Prefetched>
  )
}
