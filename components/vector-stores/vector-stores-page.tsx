'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { Suspense, useMemo, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { late, lateDialog } from '@/components/late/late'
import type { ListOrder } from '@/components/lists/list-order'
import { OrderSelect } from '@/components/lists/order-select'
import { SearchInput } from '@/components/lists/search-input'
import { useAllPages } from '@/components/lists/use-all-pages'
import { useEntries } from '@/components/lists/use-entries'
import { useListOrder } from '@/components/lists/use-list-order'
import { vectorStorePath } from '@/components/routing/paths'
import { useSearchParam } from '@/components/routing/use-search-param'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Plus } from '@/components/ui/icons'
import { Skeleton } from '@/components/ui/skeleton'
import { vectorStoresQuery } from '@/lib/client/vector-store-queries'
import { NoStoresHere } from './no-stores-here'
import { StoreList } from './store-list'
import { found, inOrder, storeSorts } from './store-order'
import { usePollWhileIndexing } from './use-poll-while-indexing'

const NoStores = late(() => import('./no-stores').then((file) => file.NoStores))
const StoreDialog = lateDialog(() => import('./store-parts').then((file) => file.StoreDialog), { ahead: true })

/** The vector stores of a connection, where it has some. */
export function VectorStoresPage() {
  const { capabilities } = useConnection().info
  return capabilities.vector_stores ? <VectorStores /> : <NoStoresHere />
}

/** All stores: new ones, search, delete one or many. The wire cannot search them: for that all are loaded here. */
function VectorStores() {
  const t = useTranslations('stores')
  const [q, setQ] = useSearchParam('q')
  const ordering = useListOrder(storeSorts)
  const { query, all, shown, isLooking, hasMore } = useShownStores(q, ordering.order)
  const empty = query.isSuccess && all.length === 0
  const more = () => void query.fetchNextPage()
  return (
    <Page title={t('title')} actions={<NewStore />}>
      {!empty && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <SearchInput label={t('search_list')} value={q} onSearch={(words) => setQ(words, 'replace')} />
          <span className="ml-auto">
            <OrderSelect {...ordering} sorts={storeSorts} />
          </span>
        </div>
      )}
      {query.isPending && <Skeleton />}
      {query.isError && all.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {empty && (
        <Suspense>
          <NoStores />
        </Suspense>
      )}
      {shown.length > 0 && (
        <StoreList stores={shown} {...ordering} hasMore={hasMore} busy={query.isFetchingNextPage} onMore={more} />
      )}
      {isLooking && (
        <p role="status" className="text-muted">
          {t('looking', { count: all.length })}
        </p>
      )}
      {all.length > 0 && query.isFetchNextPageError && <ErrorState error={query.error} onRetry={more} compact />}
      {all.length > 0 && shown.length === 0 && !isLooking && (
        <EmptyState
          title={t('no_match.title')}
          text={t('no_match.text', { q })}
          action={<Button onClick={() => setQ('')}>{t('no_match.action')}</Button>}
        />
      )}
    </Page>
  )
}

/** The stores that the address asks for. Their order by creation is the server's. */
function useShownStores(q: string, { sort, order }: ListOrder) {
  const locale = useLocale()
  const isServers = sort === 'created'
  const query = useInfiniteQuery({
    ...vectorStoresQuery(useApi(), isServers ? order : 'desc'),
    ...usePollWhileIndexing(),
    placeholderData: keepPreviousData,
  })
  const all = useEntries(query.data)
  const wantsAll = q !== '' || !isServers
  const isLooking = useAllPages(query, wantsAll)
  const shown = useMemo(() => inOrder(found(all, q), { sort, order }, locale), [all, q, sort, order, locale])
  return { query, all, shown, isLooking, hasMore: query.hasNextPage && !wantsAll }
}

function NewStore() {
  const t = useTranslations('stores')
  const { connection } = useApi()
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  useAction({ id: 'new-store', label: t('new'), needs: 'run', run: () => setOpen(true) })
  return (
    <>
      <Button needs="run" look="primary" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Plus size={14} aria-hidden />
        {t('new')}
      </Button>
      {isOpen && (
        <Suspense>
          <StoreDialog
            onSaved={({ id }) => router.push(vectorStorePath(connection, id))}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
