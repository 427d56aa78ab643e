'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { filePath, vectorStorePath } from '@/components/routing/paths'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { FileCounts } from '@/components/vector-stores/file-counts'
import { FileName } from '@/components/vector-stores/file-name'
import { StateChip } from '@/components/vector-stores/state-chip'
import { useStoreName } from '@/components/vector-stores/store-name'
import { threadResourcesQuery } from '@/lib/client/thread-queries'
import { vectorStoreQuery } from '@/lib/client/vector-store-queries'

/** Which files and which vector store a thread has for tools. */
export function ThreadResources({ threadId, onClose }: { threadId: string; onClose: () => void }) {
  const t = useTranslations('thread.resources')
  const api = useApi()
  const { connection } = api
  const { data, error, isPending, refetch } = useQuery(threadResourcesQuery(api, threadId))
  const files = data?.code_interpreter?.file_ids ?? []
  const stores = data?.file_search?.vector_store_ids ?? []
  return (
    <Dialog open onClose={onClose} title={t('title')}>
      {isPending && <Skeleton rows={2} />}
      {error && <ErrorState compact error={error} onRetry={() => void refetch()} />}
      {data !== undefined && files.length + stores.length === 0 && <p className="text-prose text-muted">{t('none')}</p>}
      {stores.length > 0 && (
        <section className="flex flex-col gap-1 pb-4">
          <h3 className="text-meta text-muted">{t('store')}</h3>
          {stores.map((id) => (
            <Store key={id} id={id} />
          ))}
        </section>
      )}
      {files.length > 0 && (
        <section className="flex flex-col gap-1">
          <h3 className="text-meta text-muted">{t('files')}</h3>
          <ul className="flex flex-col">
            {files.map((id) => (
              <li key={id} className="flex min-h-8 min-w-0 items-center">
                <Link prefetch={false} href={filePath(connection, id)} dir="auto" className={link}>
                  <FileName id={id} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  )
}

const link = 'touch flex min-w-0 items-center truncate text-row font-medium hover:underline'

function Store({ id }: { id: string }) {
  const api = useApi()
  const nameOf = useStoreName()
  const { data: store } = useQuery({ ...vectorStoreQuery(api, id), retry: false })
  return (
    <p className="flex min-h-8 flex-wrap items-center gap-x-3 text-row">
      <Link prefetch={false} href={vectorStorePath(api.connection, id)} dir="auto" className={link}>
        {store ? nameOf(store) : id}
      </Link>
      {store && (
        <>
          <StateChip state={store.status} />
          <span className="text-meta text-muted">
            <FileCounts counts={store.file_counts} />
          </span>
        </>
      )}
    </p>
  )
}
