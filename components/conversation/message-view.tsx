'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { MessageContent } from '@/components/text/message-content'
import { TimeText } from '@/components/ui/time-text'
import { cutBy } from '@/lib/inspector/cut-by'
import type { ShownMessage } from '@/lib/protocol/playground'

export interface MessageViewProps {
  readonly message: ShownMessage
  /** Another message has replaced it, which the parent says. */
  readonly isReplaced?: boolean
  /** Beside its time, once it is written. */
  readonly actions?: ReactNode
}

/** One message: a user's on its own ground, an assistant's as prose. */
export function MessageView({ message, isReplaced = false, actions }: MessageViewProps) {
  const t = useTranslations('thread')
  const isUser = message.role === 'user'
  const isWriting = message.status === 'in_progress'
  return (
    <article
      aria-label={t(`by.${isReplaced ? 'replaced' : message.role}`)}
      className={`group min-w-0 ${isUser ? 'ml-auto w-fit max-w-[85%]' : ''}`}
    >
      <div className={isUser ? 'ml-auto w-fit rounded-dialog bg-sunken px-4 py-2.5' : ''}>
        <MessageContent message={message} />
      </div>
      {message.incomplete_details && !isReplaced && (
        <p data-status={cutBy(message)} className="mt-1 w-fit rounded-chip bg-tint px-1.5 text-meta text-tone">
          {t(`incomplete.${message.incomplete_details.reason}`)}
        </p>
      )}
      {!isWriting && (
        <footer
          className={`flex min-h-7 flex-wrap items-center gap-1 text-meta text-muted ${isUser ? 'flex-row-reverse' : ''}`}
        >
          <TimeText ms={message.created_at * 1000} />
          {actions}
        </footer>
      )}
    </article>
  )
}
