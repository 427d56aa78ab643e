'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { FileUseList } from '@/components/files/file-use-list'
import { ChevronDown } from '@/components/ui/icons'
import { IdText } from '@/components/ui/id-text'
import { Popover } from '@/components/ui/popover'
import { TimeText } from '@/components/ui/time-text'
import { ByteSize } from '@/components/uploads/byte-size'
import { fileUsesQuery } from '@/lib/client/file-queries'
import type { VectorStore } from '@/lib/protocol/vector-store'
import { FileCounts } from './file-counts'

const SECOND_MS = 1_000

/** What is known of a store, in a row, and where it is used. */
export function StoreFacts({ store }: { store: VectorStore }) {
  const t = useTranslations('stores')
  const { id, file_counts, usage_bytes, created_at, last_active_at, expires_at, expires_after } = store
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-row" aria-label={t('facts')}>
      <Fact name={t('column.files')}>
        <FileCounts counts={file_counts} />
      </Fact>
      <Fact name={t('column.size')}>
        <ByteSize bytes={usage_bytes} />
      </Fact>
      <Fact name={t('column.used')}>
        {last_active_at == null ? t('never') : <TimeText ms={last_active_at * SECOND_MS} />}
      </Fact>
      <Fact name={t('column.expires')}>
        {expires_at == null ? t('never') : <TimeText ms={expires_at * SECOND_MS} />}
        {expires_after && <span className="text-muted">{` · ${t('after_days', { days: expires_after.days })}`}</span>}
      </Fact>
      <Fact name={t('column.created')}>
        <TimeText ms={created_at * SECOND_MS} />
      </Fact>
      <Fact name={t('column.id')}>
        <IdText id={id} short />
      </Fact>
      <Fact name={t('used_in')}>
        <Uses id={id} />
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="text-meta text-muted">{name}</dt>
      <dd className="flex min-h-6 min-w-0 items-center gap-1">{children}</dd>
    </div>
  )
}

function Uses({ id }: { id: string }) {
  const t = useTranslations('stores')
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover
      label={t('used_in')}
      onToggle={setOpen}
      className="-my-1 hover:underline"
      trigger={
        <>
          {t('show_uses')}
          <ChevronDown size={14} aria-hidden />
        </>
      }
    >
      <div className="min-h-12 w-72 max-w-full">{isOpen && <UseList id={id} />}</div>
    </Popover>
  )
}

function UseList({ id }: { id: string }) {
  const t = useTranslations('files.uses')
  const { api, info } = useConnection()
  const { data, isPending, isError } = useQuery(fileUsesQuery(api, [id]))
  if (isPending) return <p className="text-row text-muted">{t('looking')}</p>
  if (isError) return <p className="text-row text-muted">{t('unknown')}</p>
  return (
    <>
      {data.data.length > 0 ? <FileUseList uses={data} /> : <p className="text-row text-muted">{t('none')}</p>}
      {info.kind !== 'embedded' && <p className="text-meta text-muted">{t('seen_here')}</p>}
    </>
  )
}
