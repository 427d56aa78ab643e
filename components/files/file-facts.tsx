'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { IdText } from '@/components/ui/id-text'
import { TimeText } from '@/components/ui/time-text'
import { ByteSize } from '@/components/uploads/byte-size'
import { fileUsesQuery } from '@/lib/client/file-queries'
import type { StoredFile } from '@/lib/protocol/file'
import { FileUseList } from './file-use-list'

const SECOND_MS = 1_000

/** What is known of a file, and where it is used. */
export function FileFacts({ file }: { file: StoredFile }) {
  const t = useTranslations('files')
  const { id, bytes, purpose, created_at, expires_at, status } = file
  return (
    <aside aria-label={t('facts')} className="flex min-w-0 flex-col gap-5">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-row">
        <Fact name={t('column.id')}>
          <IdText id={id} />
        </Fact>
        <Fact name={t('column.size')}>
          <ByteSize bytes={bytes} />
        </Fact>
        <Fact name={t('column.purpose')}>
          <code className="font-mono text-meta">{purpose}</code>
        </Fact>
        <Fact name={t('column.created')}>
          <TimeText ms={created_at * SECOND_MS} />
        </Fact>
        <Fact name={t('column.expires')}>
          {expires_at == null ? t('never') : <TimeText ms={expires_at * SECOND_MS} />}
        </Fact>
        {status === 'error' && <Fact name={t('column.status')}>{t('status_error')}</Fact>}
      </dl>
      <section className="flex flex-col gap-2">
        <h2 className="text-row font-bold">{t('uses.title')}</h2>
        <Uses id={id} />
      </section>
    </aside>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="col-span-full grid grid-cols-subgrid items-center">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}

function Uses({ id }: { id: string }) {
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
