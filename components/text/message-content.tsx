'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { memo, useContext, useMemo, useRef, useState, type ReactNode } from 'react'
import { scrollerOf } from '@/components/scrolling/scroller-of'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import type { ContentPart, Message } from '@/lib/protocol/message'
import type { PictureSize, ShownMessage } from '@/lib/protocol/playground'
import { shortened } from '@/lib/run/shortened'
import { DataUrl } from './data-url'
import { FileAddress } from './file-address'
import { ImageIcon, Paperclip } from './icons'
import { LateMarkdown } from './late-markdown'
import { PlainText } from './plain-text'
import { useKeptSelection } from './use-kept-selection'
import { WholeMessages, type ReadWholeMessage } from './whole-messages'

/**
 * What a message says: an assistant's as Markdown, a user's as it was typed; of a very long one the beginning, until
 * all of it is asked for.
 */
export const MessageContent = memo(function MessageContent({ message }: { message: ShownMessage }) {
  const shown = useMemo(() => shortened(message), [message])
  if (shown.whole_length === undefined) return <Content message={shown} />
  return <LongContent message={message} shown={shown} length={shown.whole_length} />
})

interface LongContentProps {
  readonly message: ShownMessage
  /** Its beginning. */
  readonly shown: ShownMessage
  readonly length: number
}

function LongContent({ message, shown, length }: LongContentProps) {
  const t = useTranslations('thread')
  const size = useSize(length)
  const place = useRef<HTMLDivElement>(null)
  const readWhole = useContext(WholeMessages)
  const isCut = message.whole_length !== undefined
  const [all, setAll] = useState<Whole>('unasked')
  const ask = isCut ? readWhole : async () => message

  function showAll(read: ReadWholeMessage) {
    // The button goes; and at its very end a conversation would follow what comes, where the reader goes on from here.
    place.current?.focus({ preventScroll: true })
    const box = place.current?.closest<HTMLElement>('[data-scrolls]')
    if (box) scrollerOf(box).scrollBy({ top: -1 })
    setAll('coming')
    read(message).then(
      (whole) => setAll({ whole }),
      (error: unknown) => setAll({ error }),
    )
  }

  const isShort = all === 'unasked' || all === 'coming'
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <Content message={typeof all === 'object' && 'whole' in all ? (isCut ? all.whole : message) : shown} />
      {isShort && ask && (
        <Button className="mt-2" busy={all === 'coming'} onClick={() => showAll(ask)}>
          {t('show_all', { size })}
        </Button>
      )}
      <span role="status" className="sr-only">
        {all === 'coming' && t('loading_all')}
      </span>
      {typeof all === 'object' && 'error' in all && ask && (
        <ErrorState compact error={all.error} onRetry={() => showAll(ask)} />
      )}
    </div>
  )
}

/** Whether the whole of a message was asked for, and what came of that. */
type Whole = 'unasked' | 'coming' | { readonly whole: ShownMessage } | { readonly error: unknown }

/** How much text that is, in the reader's way of writing it. */
function useSize(length: number): string {
  const unit = length < 1e6 ? 'kilobyte' : 'megabyte'
  return useFormatter().number(length / (unit === 'kilobyte' ? 1e3 : 1e6), {
    style: 'unit',
    unit,
    maximumFractionDigits: 1,
  })
}

/** All parts of a message, and the files that came with it. */
function Content({ message }: { message: ShownMessage }) {
  const box = useRef<HTMLDivElement>(null)
  useKeptSelection(box, message.status === 'in_progress')
  return (
    <div ref={box} className="flex min-w-0 flex-col gap-3">
      {message.content.map((part, index) => (
        <Part key={index} part={part} message={message} />
      ))}
      <Files message={message} />
    </div>
  )
}

/** Markdown of more characters would take a browser seconds. */
const MAX_MARKDOWN = 256 * 1024

function Part({ part, message }: { part: ContentPart; message: ShownMessage }) {
  const t = useTranslations('thread')
  switch (part.type) {
    case 'text':
      if (message.role === 'user' || part.text.value.length > MAX_MARKDOWN) return <PlainText text={part.text.value} />
      return <LateMarkdown text={part.text.value} isWriting={message.status === 'in_progress'} />
    case 'refusal':
      return <PlainText text={part.refusal} className="text-muted" />
    case 'image_file':
      return <FilePicture key={part.image_file.file_id} fileId={part.image_file.file_id} />
    case 'image_url':
      if (isOurs(part.image_url.url)) {
        return <Picture address={part.image_url.url} size={message.picture_sizes?.[part.image_url.url]} />
      }
      return (
        <Attachment icon={<ImageIcon size={16} aria-hidden />} label={t('image_url')} address={part.image_url.url} />
      )
    default:
      return part satisfies never
  }
}

/** An uploaded picture, or one that a tool has made; named where it cannot be shown, or is not there any more. */
function FilePicture({ fileId }: { fileId: string }) {
  const t = useTranslations('thread')
  const addressOf = useContext(FileAddress)
  const [isMissing, setMissing] = useState(false)
  if (!addressOf || isMissing) {
    return <Attachment icon={<ImageIcon size={16} aria-hidden />} label={t('image_file')} address={fileId} />
  }
  return (
    <img
      // One that failed before React came has told nobody.
      ref={(image) => void (image?.complete && image.naturalWidth === 0 && setMissing(true))}
      src={addressOf(fileId)}
      alt={t('picture')}
      onError={() => setMissing(true)}
      className="h-auto max-h-80 w-fit max-w-full self-start rounded-field"
    />
  )
}

/** A picture that lies in the message is served from here; see ShownMessage. */
const isOurs = (address: string) => address.startsWith('/api/')

/** Pixels; the class below says it again, for pictures of an unknown size. */
const MAX_HEIGHT = 320

/** Its place is kept free while it loads, where its size is known. */
function Picture({ address, size }: { address: string; size: PictureSize | undefined }) {
  const t = useTranslations('thread')
  const scale = size && Math.min(1, MAX_HEIGHT / size.height)
  return (
    <img
      src={address}
      alt={t('picture')}
      loading="lazy"
      {...(size && scale && { width: Math.round(size.width * scale), height: Math.round(size.height * scale) })}
      className={`h-auto max-h-80 max-w-full self-start rounded-field ${size ? '' : 'w-fit'}`}
    />
  )
}

/** The files that came with the message, for its tools. */
function Files({ message }: { message: Message }) {
  const t = useTranslations('thread')
  return (message.attachments ?? []).map(({ file_id }, index) => (
    <Attachment
      key={file_id ?? index}
      icon={<Paperclip size={16} aria-hidden />}
      label={t('attachment')}
      address={file_id}
    />
  ))
}

/** An address may be very long without being a file. */
const MAX_ADDRESS_LENGTH = 2_000

interface AttachmentProps {
  readonly icon: ReactNode
  readonly label: string
  readonly address: string | undefined
}

/** A picture or file is named, not loaded: its server need not learn who looks. */
function Attachment({ icon, label, address }: AttachmentProps) {
  return (
    <p className="flex w-fit max-w-full items-center gap-2.5 rounded-field border border-line bg-surface px-3 py-2">
      <span className="shrink-0 text-muted">{icon}</span>
      <span className="flex min-w-0 flex-col">
        <span className="text-row">{label}</span>
        {address?.startsWith('data:') ? (
          <DataUrl url={address} />
        ) : (
          <code className="font-mono text-meta break-all text-muted">{address?.slice(0, MAX_ADDRESS_LENGTH)}</code>
        )}
      </span>
    </p>
  )
}
