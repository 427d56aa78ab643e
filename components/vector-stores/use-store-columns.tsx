'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import type { Column } from '@/components/lists/column'
import { vectorStorePath } from '@/components/routing/paths'
import { IdText } from '@/components/ui/id-text'
import { rowLinkClass } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { ByteSize } from '@/components/uploads/byte-size'
import type { VectorStore } from '@/lib/protocol/vector-store'
import { FileCounts } from './file-counts'
import { StateChip } from './state-chip'
import { useStoreName } from './store-name'

const SECOND_MS = 1_000

const Time = ({ seconds }: { seconds: number | null | undefined }) =>
  seconds != null && <TimeText ms={seconds * SECOND_MS} className="text-muted" />

/** What the list of vector stores shows of each. */
export function useStoreColumns(): readonly Column<VectorStore>[] {
  const t = useTranslations('stores.column')
  return [
    { id: 'name', label: t('name'), lead: true, sort: 'name', cell: (store) => <Lead store={store} /> },
    {
      id: 'state',
      label: t('state'),
      width: 'w-28',
      phone: true,
      cell: ({ status }) => <StateChip state={status} />,
    },
    {
      id: 'files',
      label: t('files'),
      width: 'wide:w-48',
      cell: ({ file_counts }) => (
        <span className="text-muted">
          <FileCounts counts={file_counts} />
        </span>
      ),
    },
    {
      id: 'size',
      label: t('size'),
      width: 'wide:w-20',
      align: 'end',
      sort: 'size',
      fromRem: 72,
      cell: ({ usage_bytes }) => (
        <span className="text-muted tabular-nums">
          <ByteSize bytes={usage_bytes} />
        </span>
      ),
    },
    ...useTimeColumns(),
    {
      id: 'id',
      label: t('id'),
      width: 'wide:w-44',
      fromRem: 100,
      cell: ({ id }) => (
        <span className="relative z-10">
          <IdText id={id} short />
        </span>
      ),
    },
  ]
}

function useTimeColumns(): readonly Column<VectorStore>[] {
  const t = useTranslations('stores.column')
  return [
    {
      id: 'used',
      label: t('used'),
      width: 'wide:w-32',
      align: 'end',
      sort: 'activity',
      cell: ({ last_active_at }) => <Time seconds={last_active_at} />,
    },
    {
      id: 'expires',
      label: t('expires'),
      width: 'wide:w-28',
      align: 'end',
      cell: ({ expires_at }) => <Time seconds={expires_at} />,
    },
    {
      id: 'created',
      label: t('created'),
      width: 'wide:w-32',
      align: 'end',
      sort: 'created',
      fromRem: 80,
      cell: ({ created_at }) => <Time seconds={created_at} />,
    },
  ]
}

function Lead({ store }: { store: VectorStore }) {
  const { connection } = useApi()
  const nameOf = useStoreName()
  const { id, name, file_counts, last_active_at } = store
  return (
    <>
      <Link
        prefetch={false}
        tabIndex={-1}
        href={vectorStorePath(connection, id)}
        dir="auto"
        className={`${rowLinkClass} ${name ? '' : 'text-muted'}`}
      >
        {nameOf(store)}
      </Link>
      <span className="mt-1 block truncate text-meta text-muted wide:hidden">
        <FileCounts counts={file_counts} />
        {last_active_at != null && ' · '}
        <Time seconds={last_active_at} />
      </span>
    </>
  )
}
