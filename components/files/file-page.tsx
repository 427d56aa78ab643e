'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { Suspense, useState } from 'react'
import { useAction } from '@/components/actions/use-action'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { DeletingNotice } from '@/components/deletes/deleting-notice'
import { Download } from '@/components/json/icons'
import { late, lateDialog } from '@/components/late/late'
import { plainName } from '@/components/names/plain-name'
import { BackLink } from '@/components/routing/back-link'
import { filesPath } from '@/components/routing/paths'
import { TitleBelow } from '@/components/shell/breadcrumbs'
import { Page } from '@/components/shell/page'
import { PageError } from '@/components/shell/page-error'
import { useTabTitle } from '@/components/shell/use-tab-title'
import { Button, buttonClass } from '@/components/ui/button'
import { GoneNotice } from '@/components/ui/gone-notice'
import { Skeleton } from '@/components/ui/skeleton'
import { fileQuery } from '@/lib/client/queries'
import { isNotFound } from '@/lib/protocol/error'
import type { StoredFile } from '@/lib/protocol/file'
import { downloadFile } from './download-file'
import { FileFacts } from './file-facts'

const DeleteFilesDialog = lateDialog(() => import('./file-parts').then((file) => file.DeleteFilesDialog), {
  ahead: true,
})
const LostFile = late(() => import('./lost-file').then((file) => file.LostFile))
const FilePreview = late(() => import('./file-preview').then((file) => file.FilePreview))

/** One file: what it is, what stands in it, where it is used. */
export function FilePage({ id }: { id: string }) {
  const t = useTranslations('files')
  const { api, info } = useConnection()
  const { data: file, error, refetch } = useQuery(fileQuery(api, id))
  useTabTitle(file && plainName(file.filename))
  const back = { href: filesPath(api.connection), label: t('title') }
  if (file) {
    return (
      <>
        <DeletingNotice what="file" id={id} />
        {isNotFound(error) && <GoneNotice what="file" back={back} />}
        <Shown file={file} isGone={isNotFound(error)} />
      </>
    )
  }
  if (error) {
    const otherwise = (
      <div className="mx-auto w-full max-w-page px-4 wide:px-10">
        <PageError error={error} onRetry={() => void refetch()} back={<BackLink {...back} />} />
      </div>
    )
    if (!isNotFound(error) || info.kind !== 'embedded') return otherwise
    return (
      <Suspense fallback={<Skeleton />}>
        <LostFile id={id} otherwise={otherwise} />
      </Suspense>
    )
  }
  return (
    <Page title={t('title')}>
      <Skeleton />
    </Page>
  )
}

function Shown({ file, isGone }: { file: StoredFile; isGone: boolean }) {
  const t = useTranslations('files')
  const { connection } = useApi()
  const trail = [{ href: filesPath(connection), label: t('title') }]
  return (
    <Page
      wide
      title={
        <TitleBelow trail={trail}>
          <span dir="auto">{plainName(file.filename)}</span>
        </TitleBelow>
      }
      actions={!isGone && <FileActions file={file} />}
    >
      <div className="grid gap-6 wide:grid-cols-[minmax(0,1fr)_18rem]">
        <section aria-label={t('preview.label')} className="min-w-0 max-wide:order-last">
          {!isGone && (
            <Suspense fallback={<Skeleton rows={4} />}>
              <FilePreview file={file} />
            </Suspense>
          )}
        </section>
        <FileFacts file={file} />
      </div>
    </Page>
  )
}

function FileActions({ file }: { file: StoredFile }) {
  const t = useTranslations('files')
  const common = useTranslations('common')
  const api = useApi()
  const router = useRouter()
  const [isAsking, setAsking] = useState(false)
  const address = api.files.addressOf(file.id)
  useAction({ id: 'download', label: t('download'), run: () => downloadFile(address, file.filename) })
  useAction({ id: 'delete-file', label: common('delete'), needs: 'run', run: () => setAsking(true) })
  return (
    <>
      <a href={address} download={file.filename} className={buttonClass()}>
        <Download size={14} aria-hidden />
        {t('download')}
      </a>
      <Button needs="run" look="danger" onClick={() => setAsking(true)}>
        {common('delete')}
      </Button>
      {isAsking && (
        <Suspense>
          <DeleteFilesDialog
            files={[file]}
            onClose={() => setAsking(false)}
            onDeleted={() => router.push(filesPath(api.connection))}
          />
        </Suspense>
      )}
    </>
  )
}
