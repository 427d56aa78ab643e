'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { FileReason } from '@/components/files/file-reason'
import { filePath } from '@/components/routing/paths'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { TimeText } from '@/components/ui/time-text'
import { ByteSize } from '@/components/uploads/byte-size'
import { storeContentQuery, storeFileQuery } from '@/lib/client/vector-store-queries'
import type { VectorStoreFile } from '@/lib/protocol/vector-store'
import { fileReasonIn } from '@/lib/run/file-reasons'
import { AttributesForm } from './attributes-form'
import { FileName } from './file-name'
import { StateChip } from './state-chip'
import { usePollWhileIndexing } from './use-poll-while-indexing'
import { Chunking } from './use-store-file-columns'

const SECOND_MS = 1_000

interface StoreFileDialogProps {
  readonly store: string
  readonly id: string
  readonly onClose: () => void
}

/** A file in a store: its state and why, its attributes, and its text as it was cut. */
export function StoreFileDialog({ store, id, onClose }: StoreFileDialogProps) {
  const query = useQuery({ ...storeFileQuery(useApi(), { store, file: id }), ...usePollWhileIndexing() })
  return (
    <Dialog open wide onClose={onClose} title={<FileName id={id} />}>
      {query.data && <Shown file={query.data} />}
      {query.isPending && <Skeleton rows={4} />}
      {!query.data && query.error && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
    </Dialog>
  )
}

function Shown({ file }: { file: VectorStoreFile }) {
  const t = useTranslations('stores')
  const { connection } = useApi()
  const { id, status, last_error, usage_bytes, created_at } = file
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-row text-muted">
        <StateChip state={status} />
        <span>
          <ByteSize bytes={usage_bytes} />
        </span>
        <span className="tabular-nums">
          <Chunking file={file} />
        </span>
        <TimeText ms={created_at * SECOND_MS} />
        <Link
          prefetch={false}
          href={filePath(connection, id)}
          className="touch underline decoration-control underline-offset-2 hover:text-ink hover:decoration-ink"
        >
          {t('files.go_to_file')}
        </Link>
      </div>
      {last_error && (
        <p role="alert" data-status="failed" className="text-row wrap-anywhere text-tone">
          <FileReason error={last_error} />{' '}
          {fileReasonIn(last_error.message)?.key === 'not_carried' && (
            <Link prefetch={false} href={filePath(connection, id)} className="touch underline underline-offset-2">
              {t('files.attach')}
            </Link>
          )}
        </p>
      )}
      <AttributesForm key={id} file={file} />
      {status === 'completed' && <Content file={file} />}
    </div>
  )
}

function Content({ file }: { file: VectorStoreFile }) {
  const t = useTranslations('stores.content')
  const query = useInfiniteQuery(storeContentQuery(useApi(), { store: file.vector_store_id, file: file.id }))
  const parts = query.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <section aria-label={t('title')} className="flex min-w-0 flex-col gap-2">
      <h3 className="text-row font-bold">{t('title')}</h3>
      <p className="text-meta text-muted">{t('hint')}</p>
      {query.isPending && <Skeleton rows={4} />}
      {query.error && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      <ol className="flex min-w-0 flex-col divide-y divide-line">
        {parts.map(({ text }, index) => (
          <li key={index} className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-2 py-3">
            <span className="text-meta leading-6 text-muted tabular-nums">{index + 1}</span>
            <p dir="auto" className="max-w-prose text-prose wrap-anywhere whitespace-pre-wrap">
              {text}
            </p>
          </li>
        ))}
      </ol>
      <LoadMore hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </section>
  )
}
