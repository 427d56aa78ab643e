'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { late } from '@/components/late/late'
import { useApi } from '@/components/connection-context'
import { ColumnsMenu } from '@/components/lists/columns-menu'
import { useColumns } from '@/components/lists/use-columns'
import { useEntries } from '@/components/lists/use-entries'
import { Page } from '@/components/shell/page'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useSearchParam, useSetSearch } from '@/components/use-search-param'
import { runsQuery } from '@/lib/client/queries'
import { runStatuses } from '@/lib/protocol/status'
import { RunFilters } from './run-filters'
import { RunList } from './run-list'
import { useRunColumns } from './use-run-columns'

const NoRuns = late(() => import('./no-runs').then((file) => file.NoRuns))

/** The runs of all threads, live, by words, status and assistant. */
export function RunsPage() {
  const t = useTranslations('runs')
  const [q] = useSearchParam('q')
  const [status, setStatus] = useSearchParam('status')
  const [assistant, setAssistant] = useSearchParam('assistant')
  const setSearch = useSetSearch()
  const filter = { q, status, assistant_id: assistant }
  const query = useInfiniteQuery({ ...runsQuery(useApi(), filter), placeholderData: keepPreviousData })
  const runs = useEntries(query.data)
  const { shown, choices } = useColumns('runs', useRunColumns())
  const filtered = q !== '' || status !== '' || assistant !== ''
  const empty = query.isSuccess && runs.length === 0

  return (
    <Page title={t('title')} wide>
      {(!empty || filtered) && (
        <RunFilters
          words={q}
          statuses={runStatuses.filter((each) => status.split(',').includes(each))}
          assistant={assistant}
          onWords={(words) => setSearch({ q: words }, 'replace')}
          onStatuses={(statuses) => setStatus(statuses.join(','))}
          onAssistant={setAssistant}
          onClear={() => setSearch({ q: '', status: '', assistant: '' })}
          aside={!empty && <ColumnsMenu choices={choices} />}
        />
      )}
      {query.isPending && <Skeleton />}
      {query.isError && runs.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      <Suspense>{empty && <NoRuns isFiltered={filtered} />}</Suspense>
      {runs.length > 0 && (
        <RunList
          runs={runs}
          columns={shown}
          hasMore={query.hasNextPage}
          isLoadingMore={query.isFetchingNextPage}
          onMore={query.fetchNextPage}
        />
      )}
    </Page>
  )
}
