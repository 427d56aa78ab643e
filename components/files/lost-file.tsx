'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { filesPath } from '@/components/routing/paths'
import { TitleBelow } from '@/components/shell/breadcrumbs'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { IdText } from '@/components/ui/id-text'
import { ProgressBar } from '@/components/ui/progress-bar'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast-store'
import { useByteSize } from '@/components/uploads/byte-size'
import { chooseFile } from '@/components/uploads/choose-files'
import { Refusal } from '@/components/uploads/refusal'
import { attachAddress, describedFileQuery } from '@/lib/client/transfers'
import { uploadFile } from '@/lib/client/upload-file'
import { ApiError } from '@/lib/protocol/error'
import type { DescribedFile } from '@/lib/protocol/transfer'

interface LostFileProps {
  readonly id: string
  /** What stands here where nothing is known of it. */
  readonly otherwise: ReactNode
}

/** A file of which only the description is here: what is known of it, and the way to give it its bytes. */
export function LostFile({ id, otherwise }: LostFileProps) {
  const t = useTranslations('files')
  const { connection } = useApi()
  const { data, isPending } = useQuery(describedFileQuery(connection, id))
  if (isPending) return <Skeleton rows={4} />
  if (!data) return otherwise
  const trail = [{ href: filesPath(connection), label: t('title') }]
  return (
    <Page
      wide
      title={
        <TitleBelow trail={trail}>
          <span dir="auto">{data.filename ? plainName(data.filename) : data.id}</span>
        </TitleBelow>
      }
    >
      <Described file={data} />
    </Page>
  )
}

function Described({ file: { id, filename, bytes } }: { readonly file: DescribedFile }) {
  const t = useTranslations('files.lost')
  const column = useTranslations('files.column')
  const sizeOf = useByteSize()
  const { sent, error, attach } = useAttaching(id)
  const size = bytes === null ? t('unknown') : sizeOf(bytes)
  const isOther = error instanceof ApiError && error.body.code === 'bytes_differ'
  return (
    <section aria-label={t('title')} className="flex max-w-prose flex-col gap-4">
      <h2 className="text-section">{t('title')}</h2>
      <p className="text-prose text-muted">{t('text')}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-row">
        <dt className="text-muted">{t('name')}</dt>
        <dd className="wrap-anywhere" dir="auto">
          {filename ? plainName(filename) : t('unknown')}
        </dd>
        <dt className="text-muted">{t('size')}</dt>
        <dd>{size}</dd>
        <dt className="text-muted">{column('id')}</dt>
        <dd>
          <IdText id={id} />
        </dd>
      </dl>
      <div className="flex flex-wrap items-center gap-3">
        <Button needs="run" look="primary" busy={sent !== undefined} onClick={() => chooseFile(attach)}>
          {t('attach')}
        </Button>
        {sent !== undefined && (
          <>
            <ProgressBar label={t('sending', { name: filename ?? id })} value={sent} max={1} className="w-40" />
            <span className="text-meta text-muted tabular-nums">
              {t('percent', { percent: Math.floor(sent * 100) })}
            </span>
          </>
        )}
      </div>
      {error !== undefined && (
        <p role="alert" data-status="failed" className="text-row wrap-anywhere text-tone">
          {isOther ? t('not_original', { size }) : <Refusal error={error} />}
        </p>
      )}
    </section>
  )
}

function useAttaching(id: string) {
  const t = useTranslations('files.lost')
  const { connection } = useApi()
  const client = useQueryClient()
  const [sent, setSent] = useState<number>()
  const [error, setError] = useState<unknown>()
  async function attach(file: File) {
    setError(undefined)
    setSent(0)
    try {
      await uploadFile({
        ...{ address: attachAddress(connection, id), file, purpose: 'assistants', key: crypto.randomUUID() },
        signal: new AbortController().signal,
        onProgress: (some, all) => setSent(some / Math.max(1, all)),
      })
      toast(t('attached', { name: file.name }))
      await client.invalidateQueries({ queryKey: [connection] })
    } catch (reason) {
      setError(reason)
    } finally {
      setSent(undefined)
    }
  }
  return { sent, error, attach: (file: File) => void attach(file) }
}
