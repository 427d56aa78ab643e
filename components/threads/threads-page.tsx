'use client'

import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { late } from '@/components/late/late'
import { ColumnsMenu } from '@/components/lists/columns-menu'
import { OrderSelect } from '@/components/lists/order-select'
import { useColumns } from '@/components/lists/use-columns'
import { useListOrder } from '@/components/lists/use-list-order'
import { useSetSearch } from '@/components/routing/use-search-param'
import { Page } from '@/components/shell/page'
import { ThreadsMenu } from '@/components/views/threads-menu'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { AddThreadsButton } from './add-threads-button'
import { NewThreadButton } from './new-thread-button'
import { threadSorts } from './thread-filter'
import { noFilter, ThreadFilters } from './thread-filters'
import { ThreadList } from './thread-list'
import { useShownThreads } from './use-shown-threads'
import { useThreadColumns } from './use-thread-columns'

const NoThreads = late(() => import('./no-threads').then((file) => file.NoThreads))
const FoundMessages = late(() => import('./found-messages').then((file) => file.FoundMessages))
const FoundById = late(() => import('./found-by-id').then((file) => file.FoundById))
const IndexNote = late(() => import('./index-note').then((file) => file.IndexNote))
const NoMatch = late(() => import('./no-match').then((file) => file.NoMatch))

/** Ids of anything on this wire. */
const isId = (typed: string) => /^(?:thread|run|step|msg|call|file|asst|assistant)[-_][\w-]{2,}$/.test(typed)

/** A run's id and its thread's, in whatever was pasted. */
const namesRun = (typed: string) => /\bthread[_-]\w/.test(typed) && /(?:\b|_)run[_-]\w/.test(typed)

/** All threads: search and filters, rename, delete one or many, the state of the last run, live. */
export function ThreadsPage() {
  const t = useTranslations('threads')
  const { kind } = useConnection().info
  const setSearch = useSetSearch()
  const { param, filter, query, threads, isFiltered, words } = useShownThreads()
  const ordering = useListOrder(threadSorts)
  const { shown, choices } = useColumns('threads', useThreadColumns(threads))
  const empty = query.isSuccess && threads.length === 0
  const q = filter.q ?? ''

  return (
    <Page wide title={t('title')} actions={[<AddThreadsButton key="add" />, <NewThreadButton key="new" />]}>
      {kind !== 'embedded' && (
        <Suspense>
          <IndexNote />
        </Suspense>
      )}
      {(!empty || isFiltered) && (
        <ThreadFilters
          filter={filter}
          param={param}
          onFilter={setSearch}
          aside={
            <>
              <OrderSelect {...ordering} sorts={threadSorts} />
              {!empty && <ColumnsMenu choices={choices} />}
              <ThreadsMenu filter={filter} />
            </>
          }
        />
      )}
      {(isId(q) || namesRun(q)) && (
        <Suspense>
          <FoundById text={q} />
        </Suspense>
      )}
      {query.isPending && <Skeleton />}
      {query.isError && threads.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {empty && (
        <Suspense>{isFiltered ? <NoMatch q={words} onClear={() => setSearch(noFilter)} /> : <NoThreads />}</Suspense>
      )}
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
      {words && (
        <Suspense>
          <FoundMessages q={words} />
        </Suspense>
      )}
    </Page>
  )
}
