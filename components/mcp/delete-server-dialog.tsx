'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { ErrorState } from '@/components/ui/error-state'
import { removeMcpServerMutation } from '@/lib/client/responder-sources'
import type { McpServer } from '@/lib/protocol/responder-sources'

interface DeleteServerDialogProps {
  readonly server: McpServer
  readonly onClose: () => void
}

/** Says what will fail then. Props: server, onClose. */
export function DeleteServerDialog({ server: { id, name }, onClose }: DeleteServerDialogProps) {
  const t = useTranslations('mcp.delete_dialog')
  const { mutate, isPending, isError, error } = useMutation(removeMcpServerMutation(useQueryClient()))
  const remove = () => mutate(id, { onSuccess: onClose })
  return (
    <ConfirmDialog
      open
      title={t('title', { name })}
      action={t('action')}
      busy={isPending}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('text')}</p>
      {isError && <ErrorState compact error={error} onRetry={remove} />}
    </ConfirmDialog>
  )
}
