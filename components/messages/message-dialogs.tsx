'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { JsonBlock } from '@/components/json/json-block'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { deleteMessageMutation } from '@/lib/client/conversation-mutations'
import { rawMessageQuery } from '@/lib/client/thread-queries'
import type { Message } from '@/lib/protocol/message'

interface MessageDialogProps {
  readonly message: Message
  readonly asks: 'raw' | 'delete'
  readonly onClose: () => void
}

/** What was asked for about one message: its JSON, or whether to delete it. */
export function MessageDialog({ message, asks, onClose }: MessageDialogProps) {
  const t = useTranslations('thread')
  const removal = useMutation(deleteMessageMutation({ api: useApi(), client: useQueryClient() }, message))
  if (asks === 'raw') {
    return (
      <Dialog open wide title={t('raw_message')} onClose={onClose}>
        <RawMessage message={message} />
      </Dialog>
    )
  }
  return (
    <ConfirmDialog
      open
      title={t('delete_title')}
      action={t('delete_message')}
      busy={removal.isPending}
      onClose={onClose}
      onConfirm={() => removal.mutate(undefined, { onSettled: onClose })}
    >
      {t('delete_text')}
    </ConfirmDialog>
  )
}

/** A message as the wire has it: what pages read may leave out what is large. */
function RawMessage({ message }: { message: Message }) {
  const { data, error, refetch } = useQuery(rawMessageQuery(useApi(), message))
  if (error) return <ErrorState compact error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton />
  return <JsonBlock value={data} label={message.id} />
}
