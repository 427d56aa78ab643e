'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { filePath } from '@/components/routing/paths'
import { IconButton } from '@/components/ui/icon-button'
import { Check, X } from '@/components/ui/icons'
import { ProgressBar } from '@/components/ui/progress-bar'
import { ByteSize } from './byte-size'
import { RotateCw } from './icons'
import { Refusal } from './refusal'
import { isUnderway, type Upload } from './upload-store'

interface LineProps {
  readonly upload: Upload
  readonly retry: () => void
  readonly remove: () => void
}

/** An upload: how far it is, or why it was refused. */
export function UploadLine({ upload, retry, remove }: LineProps) {
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
