'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { Paperclip, ImageIcon } from '@/components/text/icons'
import { IconButton } from '@/components/ui/icon-button'
import { X } from '@/components/ui/icons'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { Tool } from '@/lib/protocol/tool'
import { attach, detach, readersOf, useAttached, type AttachedFile } from './attached'
import { ByteSize } from './byte-size'
import { chooseFiles } from './choose-files'
import { DropSign } from './drop-sign'
import { RotateCw } from './icons'
import { Refusal } from './refusal'
import { isUnderway, type Upload } from './upload-store'
import { isImage, purposeByKind, useUploads } from './uploads'
import { useDrop } from './use-drop'

/** Uploads files into the draft of a place. */
function useAttach(place: string) {
  const { upload, ...uploads } = useUploads(place)
  return {
    ...uploads,
    begin: (files: File[]) => {
      for (const file of files) {
        const shown = isImage(file)
        const onStored = ({ id, filename, bytes }: { id: string; filename: string; bytes: number }) =>
          attach(place, { id, filename, bytes, isImage: shown })
        upload({ files: [file], purposeOf: purposeByKind, onStored })
      }
    },
  }
}

/** Chooses files for the message that is being written. */
export function AttachButton({ place }: { place: string }) {
  const t = useTranslations('thread.attach')
  const { files } = useConnection().info.capabilities
  const { begin } = useAttach(place)
  return (
    <IconButton
      label={t('button')}
      icon={<Paperclip size={16} aria-hidden />}
      unavailable={!files && t('no_files')}
      onClick={() => chooseFiles(begin)}
    />
  )
}

interface AttachedFilesProps {
  readonly place: string
  /** Of the assistant that will answer; undefined where that is not known. */
  readonly tools: readonly Tool[] | undefined
}

/** The files of a draft, on their way or there; takes those that are dropped on the page or pasted into the form. */
export function AttachedFiles({ place, tools }: AttachedFilesProps) {
  const t = useTranslations('thread.attach')
  const { files: hasFiles } = useConnection().info.capabilities
  const { uploads, begin, retry, remove } = useAttach(place)
  const { files } = useAttached(place)
  const box = useRef<HTMLDivElement>(null)
  const isOver = useDrop(begin, hasFiles)
  usePaste(begin, () => (hasFiles ? box.current?.closest('form') : null))
  const shown = uploads.filter(({ state }) => state !== 'stored')
  const isUnread = tools !== undefined && readersOf(tools).length === 0 && files.some((file) => !file.isImage)
  return (
    <div ref={box} className="contents">
      {isOver && <DropSign>{t('drop')}</DropSign>}
      {files.length + shown.length > 0 && (
        <ul aria-label={t('label')} className="flex flex-wrap gap-1.5 px-1 pt-1">
          {files.map((file) => (
            <Attached key={file.id} file={file} onRemove={() => detach(place, [file.id])} />
          ))}
          {shown.map((upload) => (
            <Coming
              key={upload.key}
              upload={upload}
              onRetry={() => retry([upload.key])}
              onRemove={() => remove([upload.key])}
            />
          ))}
        </ul>
      )}
      {isUnread && <p className="px-1.5 text-meta text-muted">{t('no_reader')}</p>}
    </div>
  )
}

/** Takes files that are pasted into a form; words are pasted as ever. */
function usePaste(onFiles: (files: File[]) => void, formNow: () => HTMLElement | null | undefined) {
  const take = useEffectEvent((event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])]
    const isInForm = event.target instanceof Node && formNow()?.contains(event.target)
    // Spreadsheets put a picture beside the words that are wanted.
    if (files.length === 0 || !isInForm || event.clipboardData?.types.includes('text/plain')) return
    event.preventDefault()
    onFiles(files)
  })
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => take(event)
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}

const chip = 'flex h-8 max-w-full items-center gap-1.5 rounded-field border bg-sunken pl-2 text-meta'

function Attached({ file, onRemove }: { file: AttachedFile; onRemove: () => void }) {
  const t = useTranslations('thread.attach')
  const api = useApi()
  const name = plainName(file.filename)
  return (
    <li className={`${chip} border-line`}>
      {file.isImage ? (
        <img src={api.files.addressOf(file.id)} alt="" className="-ml-1 size-6 rounded-chip object-cover" />
      ) : (
        <Paperclip size={14} aria-hidden className="shrink-0 text-muted" />
      )}
      <span dir="auto" className="max-w-48 truncate font-medium">
        {name}
      </span>
      <span className="shrink-0 text-muted tabular-nums">
        <ByteSize bytes={file.bytes} />
      </span>
      <IconButton label={t('remove', { name })} icon={<X size={14} />} className="size-7" onClick={onRemove} />
    </li>
  )
}

interface ComingProps {
  readonly upload: Upload
  readonly onRetry: () => void
  readonly onRemove: () => void
}

function Coming({ upload, onRetry, onRemove }: ComingProps) {
  const t = useTranslations('thread.attach')
  const name = plainName(upload.name)
  const failed = upload.state === 'failed'
  const Icon = upload.purpose === 'vision' ? ImageIcon : Paperclip
  return (
    <li
      data-status={failed ? 'failed' : undefined}
      className={`${chip} ${failed ? 'h-auto flex-wrap border-(--tone) py-1' : 'border-line'}`}
    >
      <Icon size={14} aria-hidden className="shrink-0 text-muted" />
      <span dir="auto" className="max-w-48 truncate font-medium">
        {name}
      </span>
      {isUnderway(upload) && (
        <ProgressBar label={t('progress', { name })} value={upload.sent} max={1} className="w-16" />
      )}
      {failed && (
        <>
          <span role="alert" className="min-w-0 py-1 wrap-anywhere text-tone">
            <Refusal error={upload.error} />
          </span>
          <IconButton label={t('retry', { name })} icon={<RotateCw size={14} />} className="size-7" onClick={onRetry} />
        </>
      )}
      <IconButton
        label={t(failed ? 'remove' : 'cancel', { name })}
        icon={<X size={14} />}
        className="size-7"
        onClick={onRemove}
      />
    </li>
  )
}
