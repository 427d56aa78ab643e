'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { late } from '@/components/late/late'
import { Skeleton } from '@/components/ui/skeleton'
import type { StoredFile } from '@/lib/protocol/file'
import { fileKindOf, type FileKind } from './file-kind'
import { NotShown } from './not-shown'
import { TextPreview } from './text-preview'

const DocumentPreview = late(() => import('./document-preview').then((file) => file.DocumentPreview))

/** What stands in a file, as far as a browser shows it. */
export function FilePreview({ file }: { file: StoredFile }) {
  const kind = fileKindOf(file.filename)
  const isReadHere = useConnection().info.kind === 'embedded'
  if (file.bytes === 0) return <NotShown why="empty" />
  if (kind === 'image') return <Image key={file.id} file={file} />
  if (isText(kind)) return <TextPreview key={file.id} file={file} kind={kind} />
  if (isReadHere && (kind === 'pdf' || kind === 'office')) {
    return (
      <Suspense fallback={<Skeleton rows={8} />}>
        <DocumentPreview key={file.id} file={file} />
      </Suspense>
    )
  }
  return <NotShown why={kind} />
}

type TextKind = Exclude<FileKind, 'image' | 'pdf' | 'office' | 'archive' | 'media'>

const notText: ReadonlySet<FileKind> = new Set(['image', 'pdf', 'office', 'archive', 'media'])
const isText = (kind: FileKind): kind is TextKind => !notText.has(kind)

function Image({ file: { id, filename } }: { file: StoredFile }) {
  const t = useTranslations('files.preview')
  const api = useApi()
  const [size, setSize] = useState<string>()
  const [isBroken, setBroken] = useState(false)
  if (isBroken) return <NotShown why="broken_image" />
  return (
    <figure className="flex flex-col gap-2">
      <img
        src={api.files.addressOf(id)}
        alt={filename}
        onError={() => setBroken(true)}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setSize(`${naturalWidth} × ${naturalHeight}`)}
        className="max-h-[75dvh] w-fit max-w-full rounded-field border border-line bg-sunken object-contain"
      />
      <figcaption className="min-h-4 text-meta text-muted tabular-nums">{size && t('pixels', { size })}</figcaption>
    </figure>
  )
}
