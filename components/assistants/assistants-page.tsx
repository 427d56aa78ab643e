'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useConnection } from '@/components/connection-context'
import { FilterToggle } from '@/components/lists/filter-toggle'
import { useEntries } from '@/components/lists/use-entries'
import { newAssistantPath } from '@/components/paths'
import { Page } from '@/components/shell/page'
import { Button, buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Plus } from '@/components/ui/icons'
import { LoadMore } from '@/components/ui/load-more'
import { SearchInput } from '@/components/ui/search-input'
import { Skeleton } from '@/components/ui/skeleton'
import { useAllPages } from '@/components/use-all-pages'
import { useCurl } from '@/components/use-curl'
import { useSearchParam } from '@/components/use-search-param'
import { assistantsQuery } from '@/lib/client/queries'
import { AssistantList } from './assistant-list'
import { matchesSearch } from './matches-search'

/** All assistants. The wire cannot search them, so a search loads what is left and looks through it here. */
export function AssistantsPage() {
  const t = useTranslations('assistants')
  const { api, info } = useConnection()
  const [q, setQ] = useSearchParam('q')
  const [unused, setUnused] = useSearchParam('unused')
  const isUnused = unused === 'true'
  const query = useInfiniteQuery({ ...assistantsQuery(api, isUnused), placeholderData: keepPreviousData })
  const all = useEntries(query.data)
  const shown = all.filter((assistant) => matchesSearch(assistant, q))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const looking = useAllPages(query, q !== '')
  const empty = query.isSuccess && all.length === 0

  return (
    <Page
      title={t('title')}
      actions={
        <Link prefetch={false} href={newAssistantPath(api.connection)} className={buttonClass('primary')}>
          <Plus size={14} aria-hidden />
          {t('new')}
        </Link>
      }
    >
      {(!empty || isUnused) && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <SearchInput label={t('search')} value={q} onSearch={(words) => setQ(words, 'replace')} />
          {info.capabilities.all_threads && (
            <FilterToggle pressed={isUnused} onPress={(pressed) => setUnused(pressed ? 'true' : '')}>
              {t('unused_only')}
            </FilterToggle>
          )}
        </div>
      )}
      {query.isPending && <Skeleton />}
      {query.isError && all.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {empty && (isUnused ? <EmptyState title={t('no_unused.title')} text={t('no_unused.text')} /> : <NoAssistants />)}
      {shown.length > 0 && (
        <AssistantList assistants={shown} hasMore={hasNextPage && !q} onMore={() => void fetchNextPage()} />
      )}
      {looking && (
        <p role="status" className="text-muted">
          {t('looking', { count: all.length })}
        </p>
      )}
      {all.length > 0 && query.isFetchNextPageError && (
        <ErrorState error={query.error} onRetry={() => void fetchNextPage()} compact />
      )}
      {all.length > 0 && shown.length === 0 && !hasNextPage && (
        <EmptyState
          title={t('no_match.title')}
          text={t('no_match.text', { q })}
          action={<Button onClick={() => setQ('')}>{t('no_match.action')}</Button>}
        />
      )}
      <LoadMore hasMore={hasNextPage && !q} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Page>
  )
}

function NoAssistants() {
  const t = useTranslations('assistants.empty')
  const { api, info } = useConnection()
  const curl = useCurl()
  return (
    <EmptyState
      title={t('title')}
      text={t('text')}
      action={
        <Link prefetch={false} href={newAssistantPath(api.connection)} className={buttonClass()}>
          {t('action')}
        </Link>
      }
      curl={curl('/assistants', {
        model: info.default_model,
        name: 'emperor',
        instructions: '每句话回复前都加上我是秦始皇',
      })}
    />
  )
}
