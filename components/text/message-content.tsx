'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { memo, useContext, useMemo, useRef, useState } from 'react'
import { scrollerOf } from '@/components/scrolling/scroller-of'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import type { ContentPart } from '@/lib/protocol/message'
import type { PictureSize, ShownMessage } from '@/lib/protocol/playground'
import { shortened } from '@/lib/run/shortened'
import { lateDialog } from '@/components/late/late'
import { Annotations, useAnnotations } from './annotations'
import { Attachment, AttachedFile, StoredPicture } from './attachment'
import { ImageIcon } from './icons'
import { LateMarkdown } from './late-markdown'
import { PlainText } from './plain-text'
import { Sources } from './sources'
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
  const { annotations, citations, opened, onClose } = useAnnotations(message.content)
  return (
    <div ref={box} className="flex min-w-0 flex-col gap-3">
      <Annotations value={annotations}>
        {message.content.map((part, index) => (
          <Part key={index} part={part} message={message} />
        ))}
      </Annotations>
      {citations.length > 0 && <Sources citations={citations} onOpen={annotations.onOpen} />}
      {(message.attachments ?? []).map(({ file_id }, index) => (
        <AttachedFile key={file_id ?? index} fileId={file_id} />
      ))}
      {opened && <CitedChunk message={message} citation={opened} onClose={onClose} />}
    </div>
  )
}

// Opened by few readers.
const CitedChunk = lateDialog(() => import('./cited-chunk').then((file) => file.CitedChunk))

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
      return <StoredPicture fileId={part.image_file.file_id} />
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

/** A picture that lies in the message is served from here; see ShownMessage. */
const isOurs = (address: string) => address.startsWith('/api/')

/** Pixels; the class below says it again, for pictures of an unknown size. */
const MAX_HEIGHT = 320

/** Its place is kept free while it loads, where its size is known. */
function Picture({ address, size }: { address: string; size: PictureSize | undefined }) {
  const t = useTranslations('thread')
  const [failed, setFailed] = useState<string>()
  if (failed === address) {
    return <Attachment icon={<ImageIcon size={16} aria-hidden />} label={t('picture_unreadable')} address={undefined} />
  }
  const scale = size && Math.min(1, MAX_HEIGHT / size.height)
  return (
    <img
      // One that failed before React came has told nobody.
      ref={(image) => void (image?.complete && image.naturalWidth === 0 && setFailed(address))}
      onError={() => setFailed(address)}
      src={address}
      alt={t('picture')}
      loading="lazy"
      {...(size && scale && { width: Math.round(size.width * scale), height: Math.round(size.height * scale) })}
      className={`h-auto max-h-80 max-w-full self-start rounded-field ${size ? '' : 'w-fit'}`}
    />
  )
}
