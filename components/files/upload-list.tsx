'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { filePath } from '@/components/routing/paths'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Check, X } from '@/components/ui/icons'
import { ProgressBar } from '@/components/ui/progress-bar'
import { ByteSize } from '@/components/uploads/byte-size'
import { RotateCw } from '@/components/uploads/icons'
import { Refusal } from '@/components/uploads/refusal'
import { isUnderway, type Upload } from '@/components/uploads/upload-store'
import type { FileUploads } from './use-file-uploads'

type UploadListProps = Pick<FileUploads, 'uploads' | 'retry' | 'remove'>

/** What is on its way, what has arrived and what was refused, a line each. */
export function UploadList({ uploads, retry, remove }: UploadListProps) {
  const t = useTranslations('files.uploads')
  const underway = uploads.filter(isUnderway)
  const failed = uploads.filter(({ state }) => state === 'failed')
  const counts = { total: uploads.length, done: uploads.filter(({ state }) => state === 'stored').length }
  const keysOf = (some: readonly Upload[]) => some.map(({ key }) => key)
  return (
    <section aria-label={t('label')} className="flex flex-col rounded-field border border-line bg-surface">
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5">
        <p role="status" className="mr-auto text-row font-medium tabular-nums">
          {t(underway.length > 0 ? 'underway' : 'over', counts)}
          {failed.length > 0 && ` · ${t('failed', { count: failed.length })}`}
        </p>
        {failed.length > 1 && <Button onClick={() => retry(keysOf(failed))}>{t('retry_all')}</Button>}
        {underway.length > 0 ? (
          <Button onClick={() => remove(keysOf(underway))}>{t('cancel_all')}</Button>
        ) : (
          <Button look="quiet" onClick={() => remove(keysOf(uploads))}>
            {t('clear')}
          </Button>
        )}
      </header>
      <ul className="scroll-fade max-h-80 divide-y divide-line overflow-y-auto">
        {uploads.map((upload) => (
          <Line
            key={upload.key}
            upload={upload}
            retry={() => retry([upload.key])}
            remove={() => remove([upload.key])}
          />
        ))}
      </ul>
    </section>
  )
}

interface LineProps {
  readonly upload: Upload
  readonly retry: () => void
  readonly remove: () => void
}

function Line({ upload, retry, remove }: LineProps) {
  const t = useTranslations('files.uploads')
  const { connection } = useApi()
  const { state, file } = upload
  const name = plainName(upload.name)
  return (
    <li
      className="flex min-h-11 items-center gap-3 px-3 py-1.5"
      data-status={state === 'failed' ? 'failed' : undefined}
    >
      <span className="flex min-w-0 flex-1 flex-col gap-0.5 wide:flex-row wide:items-center wide:gap-3">
        {file ? (
          <Link
            prefetch={false}
            href={filePath(connection, file.id)}
            dir="auto"
            className="min-w-0 truncate text-row font-medium hover:underline"
          >
            {name}
          </Link>
        ) : (
          <span dir="auto" className="min-w-0 truncate text-row font-medium">
            {name}
          </span>
        )}
        <span className="shrink-0 text-meta text-muted tabular-nums">
          <ByteSize bytes={upload.size} />
        </span>
        {state === 'failed' && (
          <span role="alert" className="min-w-0 text-meta wrap-anywhere text-tone">
            <Refusal error={upload.error} />
          </span>
        )}
      </span>
      {isUnderway(upload) && <Progress upload={upload} />}
      {state === 'stored' && (
        <span className="flex items-center gap-1 text-meta text-muted">
          <Check size={14} aria-hidden />
          {t('stored')}
        </span>
      )}
      {state === 'failed' && <IconButton label={t('retry', { name })} icon={<RotateCw size={14} />} onClick={retry} />}
      <IconButton
        label={t(isUnderway(upload) ? 'cancel' : 'dismiss', { name })}
        icon={<X size={14} />}
        onClick={remove}
      />
    </li>
  )
}

function Progress({ upload: { name, state, sent } }: Pick<LineProps, 'upload'>) {
  const t = useTranslations('files.uploads')
  const percent = Math.floor(sent * 100)
  // All is sent, and the server has not answered yet.
  const words = state === 'waiting' ? t('waiting') : sent >= 1 ? t('storing') : t('percent', { percent })
  return (
    <span className="flex shrink-0 items-center gap-2">
      {state === 'sending' && (
        <ProgressBar label={t('progress', { name })} value={sent} max={1} className="w-16 wide:w-40" />
      )}
      <span className="min-w-12 text-right text-meta text-muted tabular-nums">{words}</span>
    </span>
  )
}
