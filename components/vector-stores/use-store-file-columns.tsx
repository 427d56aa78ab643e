'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useFileReason } from '@/components/files/file-reason'
import type { Column } from '@/components/lists/column'
import { useSearchParam } from '@/components/routing/use-search-param'
import { Chip } from '@/components/ui/chip'
import { rowLinkClass } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { ByteSize } from '@/components/uploads/byte-size'
import type { VectorStoreFile } from '@/lib/protocol/vector-store'
import { FileName } from './file-name'
import { StateChip } from './state-chip'

const SECOND_MS = 1_000

/** What the list of a store's files shows of each. */
export function useStoreFileColumns(): readonly Column<VectorStoreFile>[] {
  const t = useTranslations('stores')
  return [
    { id: 'name', label: t('column.name'), lead: true, cell: (file) => <Lead file={file} /> },
    {
      id: 'state',
      label: t('column.state'),
      width: 'w-28 wide:w-64',
      phone: true,
      cell: (file) => <State file={file} />,
    },
    {
      id: 'attributes',
      label: t('column.attributes'),
      width: 'wide:w-56',
      fromRem: 80,
      cell: ({ attributes }) => (
        <span className="flex gap-1 overflow-hidden">
          {Object.entries(attributes ?? {}).map(([key, value]) => (
            <Chip key={key} mono>{`${key}: ${value}`}</Chip>
          ))}
        </span>
      ),
    },
    {
      id: 'chunks',
      label: t('column.chunks'),
      width: 'wide:w-28',
      align: 'end',
      fromRem: 72,
      cell: (file) => (
        <span className="text-muted tabular-nums">
          <Chunking file={file} />
        </span>
      ),
    },
    {
      id: 'size',
      label: t('column.size'),
      width: 'wide:w-20',
      align: 'end',
      cell: ({ usage_bytes }) => (
        <span className="text-muted tabular-nums">
          <ByteSize bytes={usage_bytes} />
        </span>
      ),
    },
    {
      id: 'added',
      label: t('column.added'),
      width: 'wide:w-32',
      align: 'end',
      cell: ({ created_at }) => <TimeText ms={created_at * SECOND_MS} className="text-muted" />,
    },
  ]
}

/** How a file was cut: tokens of a chunk, and how many of them it shares with the one before. */
export function Chunking({ file: { chunking_strategy: cut } }: { file: Pick<VectorStoreFile, 'chunking_strategy'> }) {
  const t = useTranslations('stores.chunking')
  if (cut?.type !== 'static') return t('unknown')
  return t('short', { size: cut.static.max_chunk_size_tokens, overlap: cut.static.chunk_overlap_tokens })
}

function Lead({ file: { id, created_at, usage_bytes, last_error } }: { file: VectorStoreFile }) {
  const pathname = usePathname()
  const query = new URLSearchParams(useSearchParams())
  query.set('file', id)
  const [, open] = useSearchParam('file')
  const reasonOf = useFileReason()
  return (
    <>
      <Link
        prefetch={false}
        tabIndex={-1}
        href={`${pathname}?${query}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          // The page is here already: nothing is asked of the server.
          event.preventDefault()
          open(id)
        }}
        dir="auto"
        className={rowLinkClass}
      >
        <FileName id={id} />
      </Link>
      <span className="mt-1 block truncate text-meta text-muted wide:hidden">
        {(last_error && (reasonOf(last_error.message) ?? last_error.message)) ?? (
          <>
            <ByteSize bytes={usage_bytes} />
            {' · '}
            <TimeText ms={created_at * SECOND_MS} />
          </>
        )}
      </span>
    </>
  )
}

function State({ file: { status, last_error } }: { file: VectorStoreFile }) {
  const reasonOf = useFileReason()
  const reason = last_error && (reasonOf(last_error.message) ?? last_error.message)
  return (
    <span className="flex items-center gap-2">
      <StateChip state={status} />
      {reason && (
        <span data-status="failed" className="truncate text-meta text-tone max-wide:hidden" title={reason}>
          {reason}
        </span>
      )}
    </span>
  )
}
