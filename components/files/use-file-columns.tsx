'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import type { Column } from '@/components/lists/column'
import { plainName } from '@/components/names/plain-name'
import { filePath } from '@/components/routing/paths'
import { IdText } from '@/components/ui/id-text'
import { rowLinkClass } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { ByteSize } from '@/components/uploads/byte-size'
import type { StoredFile } from '@/lib/protocol/file'

const SECOND_MS = 1_000

/** What the list of files shows of each. */
export function useFileColumns(): readonly Column<StoredFile>[] {
  const t = useTranslations('files.column')
  return [
    { id: 'name', label: t('name'), lead: true, sort: 'name', cell: (file) => <Lead file={file} /> },
    {
      id: 'size',
      label: t('size'),
      width: 'wide:w-24',
      align: 'end',
      sort: 'size',
      cell: ({ bytes }) => (
        <span className="text-muted tabular-nums">
          <ByteSize bytes={bytes} />
        </span>
      ),
    },
    {
      id: 'purpose',
      label: t('purpose'),
      width: 'wide:w-40',
      cell: ({ purpose }) => <span className="font-mono text-meta text-muted">{purpose}</span>,
    },
    {
      id: 'created',
      label: t('created'),
      width: 'wide:w-32',
      align: 'end',
      sort: 'created',
      cell: ({ created_at }) => <TimeText ms={created_at * SECOND_MS} className="text-muted" />,
    },
    {
      id: 'expires',
      label: t('expires'),
      width: 'wide:w-28',
      fromRem: 72,
      align: 'end',
      cell: ({ expires_at }) => expires_at != null && <TimeText ms={expires_at * SECOND_MS} className="text-muted" />,
    },
    {
      id: 'id',
      label: t('id'),
      width: 'wide:w-44',
      fromRem: 80,
      cell: ({ id }) => (
        <span className="relative z-10">
          <IdText id={id} short />
        </span>
      ),
    },
  ]
}

function Lead({ file: { id, filename, bytes, purpose, created_at, status } }: { file: StoredFile }) {
  const t = useTranslations('files')
  const { connection } = useApi()
  return (
    <>
      <Link prefetch={false} tabIndex={-1} href={filePath(connection, id)} dir="auto" className={rowLinkClass}>
        {plainName(filename)}
      </Link>
      {status === 'error' && (
        <span data-status="failed" className="text-meta text-tone">
          {t('status_error')}
        </span>
      )}
      <span className="mt-1 block truncate text-meta text-muted wide:hidden">
        <ByteSize bytes={bytes} />
        {` · ${purpose} · `}
        <TimeText ms={created_at * SECOND_MS} />
      </span>
    </>
  )
}
