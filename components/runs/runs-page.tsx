'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { Suspense } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { late } from '@/components/late/late'
import { ColumnsMenu } from '@/components/lists/columns-menu'
import { OrderSelect } from '@/components/lists/order-select'
import { useColumns } from '@/components/lists/use-columns'
import { useEntries } from '@/components/lists/use-entries'
import { useListOrder } from '@/components/lists/use-list-order'
import { useSetSearch } from '@/components/routing/use-search-param'
import { Page } from '@/components/shell/page'
import { RunsMenu } from '@/components/views/runs-menu'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { runsQuery } from '@/lib/client/queries'
import { runFilterOf, runSorts } from './run-filter'
import { RunFilters } from './run-filters'
import { RunList } from './run-list'
import { useRunColumns } from './use-run-columns'

const NoRuns = late(() => import('./no-runs').then((file) => file.NoRuns))

/** The runs of all threads, live, by words, status and assistant. */
export function RunsPage() {
  const t = useTranslations('runs')
  const params = useSearchParams()
  const setSearch = useSetSearch()
  const filter = runFilterOf((name) => params.get(name) ?? '')
  const ordering = useListOrder(runSorts)
  const query = useInfiniteQuery({ ...runsQuery(useApi(), filter), placeholderData: keepPreviousData })
  const runs = useEntries(query.data)
  const { shown, choices } = useColumns('runs', useRunColumns(runs))
  const filtered = Boolean(filter.q || filter.status || filter.assistant_id || filter.label || filter.rating)
  const empty = query.isSuccess && runs.length === 0

  return (
    <Page title={t('title')} wide>
      {(!empty || filtered) && (
        <RunFilters
          filter={filter}
          onFilter={setSearch}
          filtered={filtered}
          aside={
            <>
              <OrderSelect {...ordering} sorts={runSorts} />
              {!empty && <ColumnsMenu choices={choices} />}
              <RunsMenu filter={filter} />
            </>
          }
        />
      )}
      {query.isPending && <Skeleton />}
      {query.isError && runs.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {empty && (
        <Suspense>
          <NoRuns isFiltered={filtered} />
        </Suspense>
      )}
      {runs.length > 0 && (
        <RunList
          runs={runs}
          columns={shown}
          {...ordering}
          hasMore={query.hasNextPage}
          isLoadingMore={query.isFetchingNextPage}
          onMore={query.fetchNextPage}
        />
      )}
    </Page>
  )
}
