'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { Suspense, useMemo } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { late } from '@/components/late/late'
import type { ListOrder } from '@/components/lists/list-order'
import { OrderSelect } from '@/components/lists/order-select'
import { SearchInput } from '@/components/lists/search-input'
import { useAllPages } from '@/components/lists/use-all-pages'
import { useEntries } from '@/components/lists/use-entries'
import { useListOrder } from '@/components/lists/use-list-order'
import { useSearchParam } from '@/components/routing/use-search-param'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Permitted, useMay } from '@/components/ui/permissions'
import { Skeleton } from '@/components/ui/skeleton'
import { DropSign } from '@/components/uploads/drop-sign'
import { useDrop } from '@/components/uploads/use-drop'
import { filesQuery } from '@/lib/client/file-queries'
import type { StoredFile } from '@/lib/protocol/file'
import { FileList } from './file-list'
import { fileSorts, inOrder } from './file-order'
import { PurposeSelect } from './purpose-select'
import { UploadButton } from './upload-button'
import { UploadOptions } from './upload-options'
import { useFileUploads } from './use-file-uploads'

const NoFiles = late(() => import('./no-files').then((file) => file.NoFiles))
const UploadList = late(() => import('./upload-list').then((file) => file.UploadList), { ahead: true })

/** The files of a connection, where it has some. */
export function FilesPage() {
  const t = useTranslations('files')
  const { capabilities } = useConnection().info
  if (capabilities.files) return <Files />
  return (
    <Page title={t('title')}>
      <EmptyState title={t('unavailable.title')} text={t('unavailable.text')} />
    </Page>
  )
}

/** All files: upload, search, filter, delete one or many. The wire cannot search them: for that all are loaded here. */
function Files() {
  const t = useTranslations('files')
  const uploads = useFileUploads()
  const isOver = useDrop(uploads.begin, useMay()('run'))
  const [q, setQ] = useSearchParam('q')
  const [purpose, setPurpose] = useSearchParam('purpose')
  const ordering = useListOrder(fileSorts)
  const { query, all, shown, isLooking, hasMore } = useShownFiles({ q, purpose, order: ordering.order })
  const empty = query.isSuccess && all.length === 0
  const more = () => void query.fetchNextPage()
  return (
    <Page
      title={t('title')}
      actions={
        <Permitted to="run">
          <UploadOptions {...uploads} />
          <UploadButton onFiles={uploads.begin} />
        </Permitted>
      }
    >
      {isOver && <DropSign>{t('drop')}</DropSign>}
      {uploads.uploads.length > 0 && (
        <Suspense>
          <UploadList {...uploads} />
        </Suspense>
      )}
      {(!empty || purpose) && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <SearchInput label={t('search')} value={q} onSearch={(words) => setQ(words, 'replace')} />
          <PurposeSelect value={purpose} files={all} onChange={setPurpose} />
          <span className="ml-auto">
            <OrderSelect {...ordering} sorts={fileSorts} />
          </span>
        </div>
      )}
      {query.isPending && <Skeleton />}
      {query.isError && all.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {empty && !purpose && uploads.uploads.length === 0 && (
        <Suspense>
          <NoFiles onFiles={uploads.begin} />
        </Suspense>
      )}
      {shown.length > 0 && (
        <FileList files={shown} {...ordering} hasMore={hasMore} busy={query.isFetchingNextPage} onMore={more} />
      )}
      {isLooking && (
        <p role="status" className="text-muted">
          {t('looking', { count: all.length })}
        </p>
      )}
      {all.length > 0 && query.isFetchNextPageError && <ErrorState error={query.error} onRetry={more} compact />}
      {((all.length > 0 && shown.length === 0 && !isLooking) || (empty && purpose)) && (
        <NoMatch q={q} onClear={() => (setQ(''), setPurpose(''))} />
      )}
    </Page>
  )
}

interface Shown {
  readonly q: string
  readonly purpose: string
  readonly order: ListOrder
}

/** The files that the address asks for. Their order by creation is the server's. */
function useShownFiles({ q, purpose, order }: Shown) {
  const locale = useLocale()
  const isServers = order.sort === 'created'
  const query = useInfiniteQuery({
    ...filesQuery(useApi(), { purpose, order: isServers ? order.order : 'desc' }),
    placeholderData: keepPreviousData,
  })
  const all = useEntries(query.data)
  const wantsAll = q !== '' || !isServers
  const isLooking = useAllPages(query, wantsAll)
  const { sort, order: direction } = order
  const shown = useMemo(
    () => inOrder(found(all, q), { sort, order: direction }, locale),
    [all, q, sort, direction, locale],
  )
  return { query, all, shown, isLooking, hasMore: query.hasNextPage && !wantsAll }
}

function found(files: readonly StoredFile[], q: string): readonly StoredFile[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return files.filter(({ id, filename }) => {
    const text = `${filename.toLowerCase()} ${id.toLowerCase()}`
    return words.every((word) => text.includes(word))
  })
}

function NoMatch({ q, onClear }: { q: string; onClear: () => void }) {
  const t = useTranslations('files.no_match')
  return (
    <EmptyState
      title={t('title')}
      text={q ? t('text', { q }) : t('text_filtered')}
      action={<Button onClick={onClear}>{t('action')}</Button>}
    />
  )
}
