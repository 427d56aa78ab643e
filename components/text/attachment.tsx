'use client'

import { useTranslations } from 'next-intl'
import { useContext, useState, type ReactNode } from 'react'
import { DataUrl } from './data-url'
import { FilesHere, useStoredFile } from './files-here'
import { ImageIcon, Paperclip } from './icons'

/** An address may be very long without being a file. */
const MAX_ADDRESS_LENGTH = 2_000

interface AttachmentProps {
  readonly icon: ReactNode
  readonly label: string
  readonly address: string | undefined
}

/** A picture or file that is named, not loaded: its server need not learn who looks. */
export function Attachment({ icon, label, address }: AttachmentProps) {
  return (
    <p className={frame}>
      <span className="shrink-0 text-muted">{icon}</span>
      <span className="flex min-w-0 flex-col">
        <span className="text-row">{label}</span>
        {address?.startsWith('data:') ? (
          // The message gets its width neither from the whole of a long address nor, on a phone, from its beginning.
          <span className="grid max-w-80 grid-cols-1">
            <DataUrl url={address} />
          </span>
        ) : (
          <code className="font-mono text-meta break-all text-muted">{address?.slice(0, MAX_ADDRESS_LENGTH)}</code>
        )}
      </span>
    </p>
  )
}

const frame =
  'flex w-fit max-w-full items-center gap-2.5 rounded-field border border-line bg-surface px-3 py-2 text-left'

/** A file that came with a message, for its tools; where its bytes are to be had, one click downloads it. */
export function AttachedFile({ fileId }: { fileId: string | undefined }) {
  const t = useTranslations('thread')
  const files = useContext(FilesHere)
  const file = useStoredFile(fileId)
  const icon = <Paperclip size={16} aria-hidden />
  if (!files || !file) return <Attachment icon={icon} label={t('attachment')} address={fileId} />
  return (
    <a href={files.addressOf(file.id)} download={file.filename} className={`${frame} hover:bg-sunken`}>
      <span className="shrink-0 text-muted">{icon}</span>
      <span className="flex min-w-0 flex-col">
        <span className="text-row wrap-anywhere">{file.filename}</span>
        <code className="font-mono text-meta break-all text-muted">{file.id}</code>
      </span>
    </a>
  )
}

/** A picture that is a file of its backend; named where it is not to be had. */
export function StoredPicture({ fileId }: { fileId: string }) {
  const t = useTranslations('thread')
  const files = useContext(FilesHere)
  const file = useStoredFile(fileId)
  const [failed, setFailed] = useState<string>()
  if (!files || failed === fileId) {
    return <Attachment icon={<ImageIcon size={16} aria-hidden />} label={t('image_file')} address={fileId} />
  }
  const address = files.addressOf(fileId)
  return (
    <a href={address} download={file?.filename ?? true} className="w-fit max-w-full rounded-field">
      <img
        // One that failed before React came has told nobody.
        ref={(image) => void (image?.complete && image.naturalWidth === 0 && setFailed(fileId))}
        src={address}
        alt={file?.filename ?? t('picture')}
        loading="lazy"
        onError={() => setFailed(fileId)}
        className="h-auto max-h-80 w-fit max-w-full rounded-field"
      />
    </a>
  )
}
