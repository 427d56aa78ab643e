'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { UploadLine } from '@/components/uploads/upload-line'
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
          <UploadLine
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
