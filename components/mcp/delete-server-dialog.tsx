'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { removeMcpServerMutation } from '@/lib/client/responder-sources'
import type { McpServer } from '@/lib/protocol/responder-sources'

interface DeleteServerDialogProps {
  readonly server: McpServer
  readonly onClose: () => void
}

/** Says what will fail then. */
export function DeleteServerDialog({ server: { id, name }, onClose }: DeleteServerDialogProps) {
  const t = useTranslations('mcp.delete_dialog')
  const { mutate, isPending, error } = useMutation(removeMcpServerMutation(useQueryClient()))
  const remove = () => mutate(id, { onSuccess: onClose })
  return (
    <ConfirmDialog
      open
      title={t('title', { name })}
      action={t('action')}
      busy={isPending}
      error={error}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('text')}</p>
    </ConfirmDialog>
  )
}
