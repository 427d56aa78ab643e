import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { plainName } from '@/components/names/plain-name'
import { Prefetched } from '@/components/shell/prefetched'
import { VectorStorePage } from '@/components/vector-stores/vector-store-page'
import { storeFilesQuery, vectorStoreQuery } from '@/lib/client/vector-store-queries'
import { fileQuery } from '@/lib/client/queries'
import { prefetch, titleOf } from '../../../prefetch'

/** The files whose names stand in the page's HTML; others are asked for when they come into sight. */
const NAMED_FILES = 20

interface VectorStoreProps {
  readonly params: Promise<{ connection: string; storeId: string }>
}

export async function generateMetadata({ params }: VectorStoreProps): Promise<Metadata> {
  const [{ connection, storeId }, t] = await Promise.all([params, getTranslations('stores')])
  return titleOf(connection, (api) => api.vectorStores.get(storeId), {
    of: ({ name }) => (name ? plainName(name) : t('name.missing')),
    otherwise: t('title'),
  })
}

export default async function VectorStore({ params }: VectorStoreProps) {
  const { connection, storeId } = await params
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchQuery(vectorStoreQuery(api, storeId)),
      client.fetchInfiniteQuery(storeFilesQuery(api, storeId)).then(({ pages }) => {
        const first = pages.flatMap(({ data }) => data).slice(0, NAMED_FILES)
        return Promise.all(first.map(({ id }) => client.prefetchQuery(fileQuery(api, id))))
      }),
    ]).catch(() => undefined),
  )
  return (
    <Prefetched state={state}>
      <VectorStorePage key={storeId} id={storeId} />
    </Prefetched>
  )
}
