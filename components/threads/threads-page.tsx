'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { lazy, Suspense, useState } from 'react'
import { useApi, useConnection } from '@/components/connection-context'
import { entriesOf } from '@/components/paged'
import { overviewPath } from '@/components/paths'
import { Page } from '@/components/shell/page'
import { Button, buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LoadMore } from '@/components/ui/load-more'
import { SearchInput } from '@/components/ui/search-input'
import { Skeleton } from '@/components/ui/skeleton'
import { useCurl } from '@/components/use-curl'
import { useSearchParam } from '@/components/use-search-param'
import { threadsQuery } from '@/lib/client/queries'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { NewThreadButton } from './new-thread-button'
import { ThreadTable } from './thread-table'

// Dialogs are loaded when they are first asked for.
const RenameThread = lazy(async () => ({ default: (await import('./rename-thread')).RenameThread }))
const DeleteThreadsDialog = lazy(async () => ({
  default: (await import('./delete-threads-dialog')).DeleteThreadsDialog,
}))

const none: ReadonlySet<string> = new Set()

/** All threads: search, rename, delete one or many, the state of the last run, live. */
export function ThreadsPage() {
  const t = useTranslations('threads')
  const { capabilities } = useConnection().info
  const [q, setQ] = useSearchParam('q')
  const query = useInfiniteQuery({ ...threadsQuery(useApi(), q), placeholderData: keepPreviousData })
  const [selected, setSelected] = useState(none)
  const [renaming, setRenaming] = useState<ThreadSummary | null>(null)
  const [deleting, setDeleting] = useState<readonly ThreadSummary[]>([])
  const threads = entriesOf(query.data)
  const chosen = threads.filter(({ id }) => selected.has(id))
  const empty = query.isSuccess && threads.length === 0

  return (
    <Page title={t('title')} actions={<NewThreadButton />}>
      {!capabilities.all_threads && <p className="text-meta text-muted">{t('only_seen')}</p>}
      {(!empty || q) && (
        <div className="flex min-h-8 flex-wrap items-center gap-3">
          <SearchInput label={t('search')} value={q} onSearch={setQ} />
          {chosen.length > 0 && (
            <div role="group" aria-label={t('selected', { count: chosen.length })} className="flex items-center gap-2">
              <Button look="danger" onClick={() => setDeleting(chosen)}>
                {t('delete_selected', { count: chosen.length })}
              </Button>
              <Button look="quiet" onClick={() => setSelected(none)}>
                {t('unselect')}
              </Button>
            </div>
          )}
        </div>
      )}
      {query.isPending && <Skeleton />}
      {query.isError && threads.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {empty && (q ? <NoMatch q={q} onClear={() => setQ('')} /> : <NoThreads />)}
      {threads.length > 0 && (
        <ThreadTable
          threads={threads}
          selected={selected}
          onSelect={setSelected}
          onRename={setRenaming}
          onDelete={(thread) => setDeleting([thread])}
        />
      )}
      <LoadMore hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
      <Suspense>
        {renaming && <RenameThread thread={renaming} onClose={() => setRenaming(null)} />}
        {deleting.length > 0 && (
          <DeleteThreadsDialog
            threads={deleting}
            onClose={() => setDeleting([])}
            onDeleted={(ids) => setSelected(new Set([...selected].filter((id) => !ids.has(id))))}
          />
        )}
      </Suspense>
    </Page>
  )
}

function NoThreads() {
  const t = useTranslations('threads.empty')
  const { connection } = useApi()
  const curl = useCurl()
  return (
    <EmptyState
      title={t('title')}
      text={t('text')}
      action={
        <Link href={overviewPath(connection)} className={buttonClass('primary')}>
          {t('action')}
        </Link>
      }
      curl={curl('/threads', { messages: [{ role: 'user', content: 'hello world' }] })}
    />
  )
}

function NoMatch({ q, onClear }: { q: string; onClear: () => void }) {
  const t = useTranslations('threads.no_match')
  return (
    <EmptyState title={t('title')} text={t('text', { q })} action={<Button onClick={onClear}>{t('action')}</Button>} />
  )
}
