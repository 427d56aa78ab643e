'use client'

import { useTranslations } from 'next-intl'
import { useQueryClient } from '@tanstack/react-query'
import { memo, Suspense, useState } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { lateDialog } from '@/components/late/late'
import { MessageContent } from '@/components/text/message-content'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import { Braces, Trash2 } from '@/components/ui/icons'
import { TimeText } from '@/components/ui/time-text'
import { wholeMessageQuery } from '@/lib/client/queries'
import type { ShownMessage } from '@/lib/protocol/playground'
import { cutBy } from '@/lib/inspector/cut-by'
import { messageTextOf } from '@/lib/run/message-text'

const MessageDialog = lateDialog(() => import('./message-dialogs').then((file) => file.MessageDialog))

interface MessageItemProps {
  readonly message: ShownMessage
  /** Another message has replaced it, which the parent says. */
  readonly isReplaced?: boolean
}

/** One message: a user's on its own ground, an assistant's as prose. */
export const MessageItem = memo(function MessageItem({ message, isReplaced = false }: MessageItemProps) {
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
          <MessageActions message={message} />
        </footer>
      )}
    </article>
  )
})

function MessageActions({ message }: { message: ShownMessage }) {
  const t = useTranslations('thread')
  const canDelete = useConnection().info.capabilities.message_changes
  const api = useApi()
  const client = useQueryClient()
  const copied = async () => {
    const isWhole = message.whole_length === undefined
    return messageTextOf(isWhole ? message : await client.fetchQuery(wholeMessageQuery(api, message)))
  }
  const [asks, setAsks] = useState<'raw' | 'delete' | null>(null)
  return (
    <>
      <span className="flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
        <CopyButton text={copied} label={t('copy_message')} />
        <IconButton
          className="size-7"
          label={t('raw_message')}
          icon={<Braces size={14} />}
          onClick={() => setAsks('raw')}
        />
        <IconButton
          className="size-7"
          label={t('delete_message')}
          icon={<Trash2 size={14} />}
          unavailable={!canDelete && t('no_delete')}
          onClick={() => setAsks('delete')}
        />
      </span>
      {asks && (
        <Suspense>
          <MessageDialog message={message} asks={asks} onClose={() => setAsks(null)} />
        </Suspense>
      )}
    </>
  )
}
