'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import type { ContentPart, Message } from '@/lib/protocol/message'
import { Markdown } from './markdown'

/** What a message says: an assistant's as Markdown, a user's as it was typed. Props: message. */
export const MessageContent = memo(function MessageContent({ message }: { message: Message }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {message.content.map((part, index) => (
        <Part key={index} part={part} message={message} />
      ))}
    </div>
  )
})

function Part({ part, message }: { part: ContentPart; message: Message }) {
  const t = useTranslations('thread')
  switch (part.type) {
    case 'text':
      if (message.role === 'user')
        return <p className="text-prose break-words whitespace-pre-wrap">{part.text.value}</p>
      return <Markdown text={part.text.value} isWriting={message.status === 'in_progress'} />
    case 'refusal':
      return <p className="text-prose break-words whitespace-pre-wrap text-muted">{part.refusal}</p>
    case 'image_file':
      return <Attachment label={t('image_file')} address={part.image_file.file_id} />
    case 'image_url':
      return <Attachment label={t('image_url')} address={part.image_url.url} />
    default:
      return part satisfies never
  }
}

/** A picture is named, not loaded: its server need not learn who looks. */
function Attachment({ label, address }: { label: string; address: string }) {
  return (
    <p className="text-row text-muted">
      {label} <code className="font-mono text-meta break-all">{address}</code>
    </p>
  )
}
