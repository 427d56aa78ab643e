import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { plainName } from '@/components/names/plain-name'
import { VectorStorePage } from '@/components/vector-stores/vector-store-page'
import { storeFilesQuery, vectorStoreQuery } from '@/lib/client/vector-store-queries'
import { prefetch, titleOf } from '../../../prefetch'

interface VectorStoreProps {
  readonly params: Promise<{ connection: string; storeId: string }>
}

export async function generateMetadata({ params }: VectorStoreProps): Promise<Metadata> {
  const [{ connection, storeId }, t] = await Promise.all([params, getTranslations('vector-stores')])
  return titleOf(connection, (api) => api.vectorStores.get(storeId), {
    of: ({ name }) => (name ? plainName(name) : t('unnamed')),
    otherwise: t('title'),
  })
}

export default async function VectorStore({ params }: VectorStoreProps) {
  const { connection, storeId } = await params
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchQuery(vectorStoreQuery(api, storeId)),
      client.prefetchInfiniteQuery(storeFilesQuery(api, storeId)),
    ]),
  )
  return (
    <HydrationBoundary state={state}>
      <VectorStorePage key={storeId} id={storeId} />
    </HydrationBoundary>
  )
}
