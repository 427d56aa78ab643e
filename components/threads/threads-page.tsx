'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { late } from '@/components/late/late'
import { useApi, useConnection } from '@/components/connection-context'
import { ColumnsMenu } from '@/components/lists/columns-menu'
import { useColumns } from '@/components/lists/use-columns'
import { useEntries } from '@/components/lists/use-entries'
import { Page } from '@/components/shell/page'
import { ErrorState } from '@/components/ui/error-state'
import { SearchInput } from '@/components/ui/search-input'
import { Skeleton } from '@/components/ui/skeleton'
import { useSearchParam } from '@/components/use-search-param'
import { threadsQuery } from '@/lib/client/queries'
import { NewThreadButton } from './new-thread-button'
import { ThreadList } from './thread-list'
import { useThreadColumns } from './use-thread-columns'

const NoThreads = late(() => import('./no-threads').then((file) => file.NoThreads))
const NoMatch = late(() => import('./no-match').then((file) => file.NoMatch))

/** All threads: search, rename, delete one or many, the state of the last run, live. */
export function ThreadsPage() {
  const t = useTranslations('threads')
  const { capabilities } = useConnection().info
  const [q, setQ] = useSearchParam('q')
  const query = useInfiniteQuery({ ...threadsQuery(useApi(), q), placeholderData: keepPreviousData })
  const threads = useEntries(query.data)
  const { shown, choices } = useColumns('threads', useThreadColumns())
  const empty = query.isSuccess && threads.length === 0

  return (
    <Page wide title={t('title')} actions={<NewThreadButton />}>
      {!capabilities.all_threads && <p className="text-meta text-muted">{t('only_seen')}</p>}
      {(!empty || q) && (
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-3">
          <SearchInput label={t('search')} value={q} onSearch={(words) => setQ(words, 'replace')} />
          {!empty && <ColumnsMenu choices={choices} />}
        </div>
      )}
      {query.isPending && <Skeleton />}
      {query.isError && threads.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      <Suspense>{empty && (q ? <NoMatch q={q} onClear={() => setQ('')} /> : <NoThreads />)}</Suspense>
      {threads.length > 0 && (
        <ThreadList
          threads={threads}
          columns={shown}
          hasMore={query.hasNextPage}
          isLoadingMore={query.isFetchingNextPage}
          onMore={query.fetchNextPage}
        />
      )}
    </Page>
  )
}
