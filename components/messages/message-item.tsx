'use client'

import { useTranslations } from 'next-intl'
import { useQueryClient } from '@tanstack/react-query'
import { memo, Suspense, useState } from 'react'
import { useApi, useConnection } from '@/components/connection/connection-context'
import { MessageView, type MessageViewProps } from '@/components/conversation/message-view'
import { lateDialog } from '@/components/late/late'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import { Braces, Trash2 } from '@/components/ui/icons'
import { wholeMessageQuery } from '@/lib/client/queries'
import type { ShownMessage } from '@/lib/protocol/playground'
import { messageTextOf } from '@/lib/run/message-text'

const MessageDialog = lateDialog(() => import('./message-dialogs').then((file) => file.MessageDialog))

type MessageItemProps = Pick<MessageViewProps, 'message' | 'isReplaced'>

/** One message, with what can be done with it. */
export const MessageItem = memo(function MessageItem({ message, isReplaced = false }: MessageItemProps) {
  return <MessageView message={message} isReplaced={isReplaced} actions={<MessageActions message={message} />} />
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
          needs="run"
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
