'use client'

import { useTranslations } from 'next-intl'
import { memo, type ReactNode } from 'react'
import type { ContentPart, Message } from '@/lib/protocol/message'
import { ImageIcon, Paperclip } from './icons'
import { LateMarkdown } from './late-markdown'

/** What a message says: an assistant's as Markdown, a user's as it was typed. Props: message. */
export const MessageContent = memo(function MessageContent({ message }: { message: Message }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {message.content.map((part, index) => (
        <Part key={index} part={part} message={message} />
      ))}
      <Files message={message} />
    </div>
  )
})

function Part({ part, message }: { part: ContentPart; message: Message }) {
  const t = useTranslations('thread')
  switch (part.type) {
    case 'text':
      if (message.role === 'user')
        return <p className="text-prose wrap-anywhere whitespace-pre-wrap">{part.text.value}</p>
      return <LateMarkdown text={part.text.value} isWriting={message.status === 'in_progress'} />
    case 'refusal':
      return <p className="text-prose wrap-anywhere whitespace-pre-wrap text-muted">{part.refusal}</p>
    case 'image_file':
      return (
        <Attachment
          icon={<ImageIcon size={16} aria-hidden />}
          label={t('image_file')}
          address={part.image_file.file_id}
        />
      )
    case 'image_url':
      return (
        <Attachment icon={<ImageIcon size={16} aria-hidden />} label={t('image_url')} address={part.image_url.url} />
      )
    default:
      return part satisfies never
  }
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
        <code className="font-mono text-meta break-all text-muted">{address}</code>
      </span>
    </p>
  )
}
