'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { Suspense } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { late } from '@/components/late/late'
import { ColumnsMenu } from '@/components/lists/columns-menu'
import { OrderSelect } from '@/components/lists/order-select'
import { useColumns } from '@/components/lists/use-columns'
import { useEntries } from '@/components/lists/use-entries'
import { useListOrder } from '@/components/lists/use-list-order'
import { useSetSearch } from '@/components/routing/use-search-param'
import { Page } from '@/components/shell/page'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { threadsQuery } from '@/lib/client/queries'
import { NewThreadButton } from './new-thread-button'
import { threadFilterOf, threadSorts } from './thread-filter'
import { ThreadFilters } from './thread-filters'
import { ThreadList } from './thread-list'
import { useThreadColumns } from './use-thread-columns'

const NoThreads = late(() => import('./no-threads').then((file) => file.NoThreads))
const FoundMessages = late(() => import('./found-messages').then((file) => file.FoundMessages))
const NoMatch = late(() => import('./no-match').then((file) => file.NoMatch))

/** All threads: search, rename, delete one or many, the state of the last run, live. */
export function ThreadsPage() {
  const t = useTranslations('threads')
  const { capabilities } = useConnection().info
  const params = useSearchParams()
  const setSearch = useSetSearch()
  const filter = threadFilterOf((name) => params.get(name) ?? '')
  const query = useInfiniteQuery({ ...threadsQuery(useApi(), filter), placeholderData: keepPreviousData })
  const threads = useEntries(query.data)
  const ordering = useListOrder(threadSorts)
  const { shown, choices } = useColumns('threads', useThreadColumns())
  const isFiltered = Boolean(filter.q || filter.label || filter.empty)
  const empty = query.isSuccess && threads.length === 0

  return (
    <Page wide title={t('title')} actions={<NewThreadButton />}>
      {!capabilities.all_threads && <p className="text-meta text-muted">{t('only_seen')}</p>}
      {(!empty || isFiltered) && (
        <ThreadFilters
          filter={filter}
          onFilter={setSearch}
          aside={
            <>
              <OrderSelect {...ordering} sorts={threadSorts} />
              {!empty && <ColumnsMenu choices={choices} />}
            </>
          }
        />
      )}
      {query.isPending && <Skeleton />}
      {query.isError && threads.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      <Suspense>
        {empty &&
          (isFiltered ? (
            <NoMatch q={filter.q ?? ''} onClear={() => setSearch({ q: '', label: '', empty: '' })} />
          ) : (
            <NoThreads />
          ))}
      </Suspense>
      {threads.length > 0 && (
        <ThreadList
          threads={threads}
          columns={shown}
          {...ordering}
          hasMore={query.hasNextPage}
          isLoadingMore={query.isFetchingNextPage}
          onMore={query.fetchNextPage}
        />
      )}
      <Suspense>{filter.q && !filter.empty && !filter.label && <FoundMessages q={filter.q} />}</Suspense>
    </Page>
  )
}
