'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { Suspense, useMemo, type ComponentProps, type ReactNode } from 'react'
import { matchesSearch } from '@/components/assistant-select/matches-search'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { late } from '@/components/late/late'
import { FilterToggle } from '@/components/lists/filter-toggle'
import type { ListOrder } from '@/components/lists/list-order'
import { OrderSelect } from '@/components/lists/order-select'
import { SearchInput } from '@/components/lists/search-input'
import { useAllPages } from '@/components/lists/use-all-pages'
import { useEntries } from '@/components/lists/use-entries'
import { useListOrder } from '@/components/lists/use-list-order'
import { newAssistantPath } from '@/components/routing/paths'
import { useSearchParam } from '@/components/routing/use-search-param'
import { Page } from '@/components/shell/page'
import { Button, buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Plus } from '@/components/ui/icons'
import { LoadMore } from '@/components/ui/load-more'
import { Permitted } from '@/components/ui/permissions'
import { Skeleton } from '@/components/ui/skeleton'
import { assistantsQuery } from '@/lib/client/queries'
import type { Assistant } from '@/lib/protocol/assistant'
import { AssistantList } from './assistant-list'
import { assistantSorts, byName } from './assistant-order'

const NoAssistants = late(() => import('./no-assistants').then((file) => file.NoAssistants))

/** All assistants. The wire cannot search them or order them by name: for that all are loaded here. */
export function AssistantsPage() {
  const t = useTranslations('assistants')
  const api = useApi()
  const [q, setQ] = useSearchParam('q')
  const [unused, setUnused] = useSearchParam('unused')
  const isUnused = unused === 'true'
  const ordering = useListOrder(assistantSorts)
  const { order } = ordering
  const isByName = order.sort === 'name'
  const query = useInfiniteQuery({
    ...assistantsQuery(api, { isUnused, order: isByName ? 'desc' : order.order }),
    placeholderData: keepPreviousData,
  })
  const all = useEntries(query.data)
  const shown = useShown(all, { q, order })
  const { isFetchingNextPage, fetchNextPage } = query
  const wantsAll = q !== '' || isByName
  const looking = useAllPages(query, wantsAll)
  const hasMore = query.hasNextPage && !wantsAll
  const empty = query.isSuccess && all.length === 0

  return (
    <Page title={t('title')} actions={<NewAssistantLink />}>
      {(!empty || isUnused) && (
        <Filters q={q} onSearch={(words) => setQ(words, 'replace')}>
          <UnusedToggle pressed={isUnused} onPress={(pressed) => setUnused(pressed ? 'true' : '')} />
          <span className="ml-auto">
            <OrderSelect {...ordering} sorts={assistantSorts} />
          </span>
        </Filters>
      )}
      {query.isPending && <Skeleton />}
      {query.isError && all.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {empty && (
        <Suspense>
          {isUnused ? <EmptyState title={t('no_unused.title')} text={t('no_unused.text')} /> : <NoAssistants />}
        </Suspense>
      )}
      {shown.length > 0 && (
        <AssistantList assistants={shown} {...ordering} hasMore={hasMore} onMore={() => void fetchNextPage()} />
      )}
      {looking && (
        <p role="status" className="text-muted">
          {t('looking', { count: all.length })}
        </p>
      )}
      {all.length > 0 && query.isFetchNextPageError && (
        <ErrorState error={query.error} onRetry={() => void fetchNextPage()} compact />
      )}
      {all.length > 0 && shown.length === 0 && !query.hasNextPage && (
        <EmptyState
          title={t('no_match.title')}
          text={t('no_match.text', { q })}
          action={<Button onClick={() => setQ('')}>{t('no_match.action')}</Button>}
        />
      )}
      <LoadMore hasMore={hasMore} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Page>
  )
}

/** Those that a search finds, in the chosen order. The order by creation is the server's. */
function useShown(all: readonly Assistant[], { q, order: { sort, order } }: { q: string; order: ListOrder }) {
  const locale = useLocale()
  return useMemo(() => {
    const found = all.filter((assistant) => matchesSearch(assistant, q))
    return sort === 'name' ? byName(found, order, locale) : found
  }, [all, q, sort, order, locale])
}

function NewAssistantLink() {
  const t = useTranslations('assistants')
  const { connection } = useApi()
  return (
    <Permitted to="manage">
      <Link prefetch={false} href={newAssistantPath(connection)} className={buttonClass('primary')}>
        <Plus size={14} aria-hidden />
        {t('new')}
      </Link>
    </Permitted>
  )
}

interface FiltersProps {
  readonly q: string
  readonly onSearch: (words: string) => void
  readonly children: ReactNode
}

function Filters({ q, onSearch, children }: FiltersProps) {
  const t = useTranslations('assistants')
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <SearchInput label={t('search')} value={q} onSearch={onSearch} />
      {children}
    </div>
  )
}

function UnusedToggle(props: Pick<ComponentProps<typeof FilterToggle>, 'pressed' | 'onPress'>) {
  const t = useTranslations('assistants')
  const { all_threads, changes_elsewhere } = useConnection().info.capabilities
  // Elsewhere it may have had runs that nobody saw here.
  const isKnown = all_threads && changes_elsewhere
  return (
    <FilterToggle {...props} unavailable={!isKnown && t('unused_unknown')}>
      {t('unused_only')}
    </FilterToggle>
  )
}
